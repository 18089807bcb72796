import { UpstreamError } from '../../domain/errors.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'

export type PublisherMembers = UserId[] | { unknown: string }

/** Who is in the group that approves words for the public page. Where Slack can't say, its members are none. */
export async function publisherMembers({ config, chat }: Deps): Promise<PublisherMembers> {
  const group = config.incidents.public?.group
  try {
    return group ? await chat.groupMembers(group) : []
  } catch (error) {
    if (error instanceof UpstreamError) return { unknown: error.message }
    throw error
  }
}
