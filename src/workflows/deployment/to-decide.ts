import type { Deployment } from '../../domain/deployment/deployment.ts'
import { UpstreamError } from '../../domain/errors.ts'
import { mayApprove } from '../../domain/gate/approval.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'
import { listDeployments } from '../../store/deployment/deployments.ts'
import { isConfigured, targetOf } from './target.ts'

/** The deployments that wait for this person's approval; those whose approvers Slack can't name are left out. */
export async function deploymentsToDecide(deps: Deps, user: UserId): Promise<Deployment[]> {
  const waiting = await listDeployments(deps.db, { states: ['awaiting-approval'], limit: 20 })
  const decided = await Promise.all(
    waiting.map(async (deployment) => ((await mayDecideNow(deps, user, deployment)) ? [deployment] : [])),
  )
  return decided.flat()
}

async function mayDecideNow(deps: Deps, user: UserId, deployment: Deployment): Promise<boolean> {
  if (!isConfigured(deps.config, deployment)) return false
  const policy = targetOf(deps.config, deployment).environment.approvals
  try {
    const members = policy.group ? await deps.chat.groupMembers(policy.group) : []
    return mayApprove(user, null, deployment, { policy, members }, deps.now()) === null
  } catch (error) {
    if (error instanceof UpstreamError) return false
    throw error
  }
}
