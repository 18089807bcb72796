import { onCallAt } from '../../domain/paging/on-call.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'

/**
 * Who is on call now; empty where nobody is, or nobody is configured. For a user group it asks Slack (cached for up to a
 * minute), so it belongs outside transactions. Throws `UpstreamError`.
 */
export async function onCall({ config, chat }: Pick<Deps, 'config' | 'chat'>, now: Date): Promise<UserId[]> {
  const policy = config.incidents.onCall
  if (policy === null) return []
  if (policy.by === 'group') return await chat.groupMembers(policy.group)
  const { user } = onCallAt(policy, now).now
  return user === null ? [] : [user]
}
