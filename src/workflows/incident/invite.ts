import { UpstreamError } from '../../domain/errors.ts'
import type { Invitation } from '../../domain/incident/invitation.ts'
import type { ChannelId, UserId } from '../../domain/people.ts'
import type { Deps, OutsideAct } from '../../ports.ts'

/** `known` came by the configuration before: whoever of them left again is left in peace. */
type Wanted = Invitation & { channel: ChannelId; known: UserId[] }

/**
 * Whom the configuration brought, and whom Slack refused: a person, or the group whose members it would not name.
 */
type Invited = { invited: UserId[]; refused: { user: string; because: string }[] }

/** Invites the configured people beside those given. Whoever is a member already stays one, so it may be done twice. */
export function inviteAct(deps: Deps): OutsideAct<Wanted, Invited> {
  const invite = async (_key: string, { channel, people, users, groups, known }: Wanted) => {
    const found = await Promise.all(groups.map((group) => membersOf(deps, group)))
    const configured = [...new Set([...users, ...found.flatMap(({ members }) => members)])].filter(
      (user) => !known.includes(user),
    )
    const refusals = await deps.chat.invite(channel, [...new Set([...people, ...configured])])
    const isIn = (user: UserId) => !refusals.some((refusal) => refusal.user === user)
    const outcome: Invited = {
      invited: configured.filter(isIn),
      refused: [...found.flatMap(({ refused }) => refused), ...refusals],
    }
    return { seen: 'done', outcome } as const
  }
  return { perform: invite, observe: invite }
}

/** A group that Slack will not open keeps nobody else out. */
async function membersOf(
  deps: Deps,
  group: string,
): Promise<{ members: UserId[]; refused: Invited['refused'] }> {
  try {
    return { members: await deps.chat.groupMembers(group), refused: [] }
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.isRetryable) throw error
    return { members: [], refused: [{ user: group, because: error.message }] }
  }
}
