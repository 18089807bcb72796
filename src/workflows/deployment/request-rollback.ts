import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { requestDeployment } from './request.ts'
import { returnChoices } from './return-targets.ts'

export type RollbackRequest = {
  service: string
  environment: string
  /** The deployment whose release comes back; null means the last good one. */
  to: number | null
  reason: string | null
}

/** Asks for an earlier release to come back; returns the number of the deployment that does it. */
export async function requestRollback(
  deps: Deps,
  request: RollbackRequest,
  invoker: Invoker,
): Promise<number | Refusal> {
  const { service, environment, to, reason } = request
  const choices = await returnChoices(deps, request)
  const choice = to === null ? choices[0] : choices.find(({ target }) => target.deployment === to)
  if (!choice && choices.length === 0) return { refused: 'no-release-to-return-to', service, environment }
  if (!choice) {
    const known = choices.flatMap(({ target }) => target.deployment ?? [])
    return { refused: 'not-a-release-of', id: to ?? 0, service, environment, known }
  }
  const { target } = choice
  const wanted = {
    service,
    environment,
    ref: target.sha ?? placeRef(deps, environment),
    reason,
    requestedBy: invoker.user,
    returnsTo: target,
  }
  return await requestDeployment(deps, wanted, invoker)
}

/** Where nobody knows the commit that comes back, the card speaks of the environment's usual branch. */
function placeRef(deps: Deps, environment: string): string {
  return deps.config.environments.find(({ name }) => name === environment)?.ref ?? 'main'
}
