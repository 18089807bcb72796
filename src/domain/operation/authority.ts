import type { UserId } from '../people.ts'
import type { ApprovalPolicy } from '../policy.ts'
import type { OperationRefusal } from './refusal.ts'

/**
 * Whether this person may change something on an environment at once: its approvers may, and anybody where no approval
 * is needed. `members` are the approvers' group at this moment, or why nobody can tell: then they don't count.
 */
export function mayOperate(
  person: UserId,
  environment: string,
  { policy, members }: { policy: ApprovalPolicy; members: UserId[] | { unknown: string } },
): OperationRefusal | null {
  if (policy.required === 0 || policy.users.includes(person)) return null
  if (Array.isArray(members) && members.includes(person)) return null
  const approvers = { group: policy.group, users: policy.users }
  const because = Array.isArray(members) ? null : members.unknown
  return { refused: 'may-not-operate', environment, approvers, because }
}
