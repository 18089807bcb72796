import type { Deployment } from '../deployment/deployment.ts'
import type { UserId } from '../people.ts'
import type { ApprovalPolicy } from '../policy.ts'
import type { Refusal } from '../refusal.ts'

/**
 * Whether this person's approval counts, decided when they click. Four eyes: neither who asked nor who wrote a
 * commit may approve. `members` are the approvers' group at this moment.
 */
export function mayApprove(
  user: UserId,
  planHash: string | null,
  deployment: Deployment,
  approvers: { policy: ApprovalPolicy; members: UserId[] },
  now: Date,
): Refusal | null {
  const notOpen = awaitsApproval(planHash, deployment, now)
  if (notOpen || deployment.state !== 'awaiting-approval') return notOpen
  const { id } = deployment
  const notEntitled = mayDecide(user, deployment, approvers)
  if (notEntitled) return notEntitled
  if (user === deployment.requestedBy) return { refused: 'own-request', id }
  if (deployment.plan.authors.includes(user)) return { refused: 'own-commit', id }
  if (deployment.approvals.some((approval) => approval.user === user))
    return { refused: 'already-approved', id }
  return null
}

/** Why nobody's approval counts now; null where it waits for one, of the plan that was seen. */
export function awaitsApproval(planHash: string | null, deployment: Deployment, now: Date): Refusal | null {
  const { id } = deployment
  if (deployment.state !== 'awaiting-approval') {
    const by = 'approvals' in deployment ? deployment.approvals.at(-1)?.user : undefined
    return { refused: 'not-awaiting-approval', id, state: deployment.state, by }
  }
  if (now >= deployment.expiresAt) return { refused: 'not-awaiting-approval', id, state: 'expired' }
  return planHash !== null && planHash !== deployment.plan.hash ? { refused: 'plan-changed', id } : null
}

/** Whether this person is one of the environment's approvers; who may approve may also reject. */
export function mayDecide(
  user: UserId,
  deployment: Deployment,
  { policy, members }: { policy: ApprovalPolicy; members: UserId[] },
): Refusal | null {
  if (members.includes(user) || policy.users.includes(user)) return null
  const approvers = { group: policy.group, users: policy.users }
  return { refused: 'not-an-approver', id: deployment.id, environment: deployment.environment, approvers }
}
