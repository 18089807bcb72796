import type { Deployment } from '../../domain/deployment/deployment.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { EnvironmentPolicy } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { deploymentSubject } from '../../store/deployment/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { type DeploymentRequest, requestDeployment } from '../deployment/request.ts'
import { targetOf } from '../deployment/target.ts'
import { order } from '../refresh.ts'

/** Asks for a release past the gate, if this person may at this moment; returns the deployment's number. */
export async function requestBreakGlass(
  deps: Deps,
  request: DeploymentRequest & { reason: string },
  invoker: Invoker,
): Promise<number | Refusal> {
  const { environment } = targetOf(deps.config, request)
  const refusal = await mayBreakGlass(deps, environment, invoker)
  return refusal ?? (await requestDeployment(deps, { ...request, isBreakGlass: true }, invoker))
}

/** Where Slack can't say who is in the group, only the people who are named may. */
async function mayBreakGlass(
  deps: Deps,
  { name, breakGlass }: EnvironmentPolicy,
  { user }: Invoker,
): Promise<Refusal | null> {
  if (!breakGlass) return { refused: 'no-break-glass', environment: name }
  if (breakGlass.users.includes(user)) return null
  const refusal = { refused: 'may-not-break-glass', environment: name, who: breakGlass } as const
  try {
    const members = breakGlass.group ? await deps.chat.groupMembers(breakGlass.group) : []
    return members.includes(user) ? null : { ...refusal, because: null }
  } catch (error) {
    if (error instanceof UpstreamError) return { ...refusal, because: error.message }
    throw error
  }
}

/** Everybody who would have approved hears of it, once. */
export async function tellOfBreakGlass(deps: Deps, trx: Trx, { id }: Deployment): Promise<void> {
  await order(deps, trx, {
    key: `deployment/${id}/break-glass`,
    destination: deps.config.channels.incidents,
    subject: deploymentSubject(id),
    post: { purpose: 'break-glass' },
    at: deps.now(),
  })
}
