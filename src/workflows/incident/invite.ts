import { UpstreamError } from '../../domain/errors.ts'
import type { ChannelId, UserId } from '../../domain/people.ts'
import type { Deps, OutsideAct } from '../../ports.ts'

type Invitation = { channel: ChannelId; users: UserId[] }

/** Whom Slack refused: a person, or the group whose members it would not name. */
export type Invited = { refused: { user: string; because: string }[] }

/** Invites the configured people beside those given. Whoever is a member already stays one, so it may be done twice. */
export function inviteAct(deps: Deps): OutsideAct<Invitation, Invited> {
  const invite = async (_key: string, { channel, users }: Invitation) => {
    const { group, users: always } = deps.config.incidents.invite
    const { members, refused } = await membersOf(deps, group)
    const everybody = [...new Set([...users, ...always, ...members])]
    const refusals = await deps.chat.invite(channel, everybody)
    const outcome: Invited = { refused: [...refused, ...refusals] }
    return { seen: 'done', outcome } as const
  }
  return { perform: invite, observe: invite }
}

/** A group that Slack will not open keeps nobody else out. */
async function membersOf(deps: Deps, group: string | undefined): Promise<{ members: UserId[] } & Invited> {
  if (group === undefined) return { members: [], refused: [] }
  try {
    return { members: await deps.chat.groupMembers(group), refused: [] }
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.isRetryable) throw error
    return { members: [], refused: [{ user: group, because: error.message }] }
  }
}
