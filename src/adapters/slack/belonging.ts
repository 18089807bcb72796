import { z } from 'zod'

/** Who Pilothouse is in Slack, learned from `auth.test`. */
export type Identity = {
  team: string
  enterprise?: string | undefined
  teamName: string
  botUser: string
  botId: string | undefined
}

const id = z.string().optional().catch(undefined)
const withId = z.object({ id }).nullish().catch(undefined)

const payload = z.object({
  team_id: id,
  user_id: id,
  team: withId,
  user: z.object({ id, team_id: id }).optional().catch(undefined),
  event: z
    .object({
      ...{ user: id, bot_id: id, subtype: id, team: id, user_team: id, source_team: id },
      previous_message: z.object({ user: id, user_team: id, source_team: id }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})

/**
 * Whether a payload comes from a person of our own workspace. People of a connected organisation (Slack Connect) can
 * see our messages and click in them, but they are not the team that may deploy.
 */
export function belonging(body: unknown, us: Identity): 'ours' | 'foreign' | 'bot' {
  const { event, user, team, team_id, user_id } = payload.parse(body)
  const before = event?.previous_message
  const who = user_id ?? user?.id ?? event?.user ?? before?.user
  if (event?.bot_id || event?.subtype === 'bot_message' || who === us.botUser || who === 'USLACKBOT')
    return 'bot'
  const named = [
    team_id,
    team?.id,
    user?.team_id,
    event?.team,
    event?.user_team,
    event?.source_team,
    ...[before?.user_team, before?.source_team],
  ]
  const teams = named.filter((one) => one !== undefined)
  const isOurs = teams.length > 0 && teams.every((one) => one === us.team || one === us.enterprise)
  return isOurs ? 'ours' : 'foreign'
}
