import { UpstreamError } from '../domain/errors.ts'
import type { UserId } from '../domain/people.ts'
import type { Deps } from '../ports.ts'

/** Names at this moment; where Slack does not tell one, the member's id stands for it. */
export async function namesOf(deps: Deps, people: Iterable<UserId>): Promise<(user: UserId) => string> {
  const known = new Map<UserId, string>()
  for (const user of new Set(people)) {
    const name = await deps.chat.nameOf(user).catch((error: unknown) => {
      if (error instanceof UpstreamError) return null
      throw error
    })
    if (name) known.set(user, name)
  }
  return (user) => known.get(user) ?? user
}
