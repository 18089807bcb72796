import type { UserId } from '../../domain/people.ts'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { findUndecided } from '../../store/deployment/deployments.ts'
import { type DeploymentRequest, requestDeployment } from '../deployment/request.ts'
import { targetOf } from '../deployment/target.ts'
import { liveRelease } from '../planning/facts.ts'
import { type Preview, previewPlan } from '../planning/preview.ts'
import { type ReturnChoice, returnChoices } from './return-targets.ts'

/** The deployment whose release comes back, what ran before the first of them, or the newest that was verified. */
export type RollbackTo = number | 'before' | 'last-good'

export type RollbackRequest = {
  service: string
  environment: string
  to: RollbackTo
  reason: string | null
  incident?: DeploymentRequest['incident']
}

/** Asks for an earlier release to come back; returns the number of the deployment that does it. Throws `UpstreamError`. */
export async function requestRollback(
  deps: Deps,
  request: RollbackRequest,
  invoker: Invoker,
): Promise<number | Refusal> {
  const found = await findReturn(deps, request)
  if (isRefusal(found)) return found
  const { service, environment, reason, incident } = request
  const wanted = { service, environment, ref: found.ref, returnsTo: found.target, incident }
  return await requestDeployment(deps, { ...wanted, reason, requestedBy: invoker.user }, invoker)
}

/** What a rollback would bring back and undo, and the plan of it, without asking for it. Throws `UpstreamError`. */
export async function previewRollback(
  deps: Deps,
  request: Place & { to: RollbackTo },
  requestedBy: UserId,
): Promise<{ preview: Preview; choice: ReturnChoice } | Refusal> {
  const found = await findReturn(deps, request)
  if (isRefusal(found)) return found
  const { service, environment } = request
  const { ref, target: returnsTo } = found
  const wanted = {
    service,
    environment,
    ref,
    returnsTo,
    purpose: 'rollback',
    startAt: null,
    requestedBy,
    isBreakGlass: false,
  } as const
  return { preview: await previewPlan(deps, wanted), choice: found }
}

type Place = Pick<RollbackRequest, 'service' | 'environment'>

/** The release that is meant, and the commit that stands for it in a plan. */
async function findReturn(
  deps: Deps,
  request: Place & { to: RollbackTo },
): Promise<(ReturnChoice & { ref: string }) | Refusal> {
  const undecided = await findUndecided(deps.db, request)
  if (undecided !== null) return { refused: 'still-undecided', id: undecided }
  const choices = await returnChoices(deps, request)
  const choice = choices.find((one, index) => isMeant(one, index, request.to))
  if (!choice) return notThere(request, choices)
  return { ...choice, ref: choice.target.sha ?? (await standInRef(deps, request)) }
}

function isMeant({ target }: ReturnChoice, index: number, to: RollbackTo): boolean {
  if (to === 'last-good') return index === 0
  return target.deployment === (to === 'before' ? null : to)
}

function notThere(
  { service, environment, to }: Place & { to: RollbackTo },
  choices: ReturnChoice[],
): Refusal {
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
