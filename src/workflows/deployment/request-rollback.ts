import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { liveRelease } from './facts.ts'
import { requestDeployment } from './request.ts'
import { type ReturnChoice, returnChoices } from './return-targets.ts'
import { targetOf } from './target.ts'

/** The deployment whose release comes back, what ran before the first of them, or the newest that was verified. */
export type RollbackTo = number | 'before' | 'last-good'

export type RollbackRequest = {
  service: string
  environment: string
  to: RollbackTo
  reason: string | null
}

/** Asks for an earlier release to come back; returns the number of the deployment that does it. Throws `UpstreamError`. */
export async function requestRollback(
  deps: Deps,
  request: RollbackRequest,
  invoker: Invoker,
): Promise<number | Refusal> {
  const { service, environment, to, reason } = request
  const choices = await returnChoices(deps, request)
  const choice = choices.find((one, index) => isMeant(one, index, to))
  if (!choice) return notThere(request, choices)
  const { target } = choice
  const wanted = {
    service,
    environment,
    ref: target.sha ?? (await standInRef(deps, request)),
    reason,
    requestedBy: invoker.user,
    returnsTo: target,
  }
  return await requestDeployment(deps, wanted, invoker)
}

function isMeant({ target }: ReturnChoice, index: number, to: RollbackTo): boolean {
  if (to === 'last-good') return index === 0
  return target.deployment === (to === 'before' ? null : to)
}

function notThere({ service, environment, to }: RollbackRequest, choices: ReturnChoice[]): Refusal {
  const known = choices.flatMap(({ target }) => target.deployment ?? [])
  if (choices.length === 0 || to === 'last-good')
    return { refused: 'no-release-to-return-to', service, environment }
  if (to !== 'before') return { refused: 'not-a-release-of', id: to, service, environment, known }
  return {
    refused: 'missing-words',
    command: '/rollback',
    missing: 'the number of a deployment here, since what ran before is not known or is live already',
    example: `/rollback ${service} ${environment} to ${known[0]}`,
  }
}

/**
 * A plan needs a commit. Where nobody knows the one that comes back, it is described from what is live, so that no
 * commit shows as new; only where that is unknown too it is the environment's usual branch.
 */
async function standInRef(deps: Deps, place: { service: string; environment: string }): Promise<string> {
  const target = targetOf(deps.config, place)
  const live = await liveRelease(deps, target)
  return live?.sha ?? target.environment.ref
}
