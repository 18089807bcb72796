import { UpstreamError } from '../domain/errors.ts'
import type { UserId } from '../domain/people.ts'
import type { ApprovalPolicy } from '../domain/policy.ts'
import type { Deps } from '../ports.ts'

export type ApproversNow = { policy: ApprovalPolicy; members: UserId[] | { unknown: string } }

/** Who the approvers of an environment are at this moment. Where Slack can't say who is in the group, its members are none. */
export async function approversOf(deps: Deps, environment: string): Promise<ApproversNow> {
  const policy = deps.config.environments.find(({ name }) => name === environment)?.approvals
  if (!policy) throw new Error(`${environment} is no longer in the configuration.`)
  try {
    return { policy, members: policy.group ? await deps.chat.groupMembers(policy.group) : [] }
  } catch (error) {
    if (error instanceof UpstreamError) return { policy, members: { unknown: error.message } }
    throw error
  }
}
