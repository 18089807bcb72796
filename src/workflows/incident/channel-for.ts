import type { Incident } from '../../domain/incident.ts'
import type { ChannelId } from '../../domain/people.ts'
import type { TeamConfig } from '../../domain/policy.ts'

/** Where an incident is talked about: its own channel, or, while there is none, the one for all incidents. */
export const channelFor = (incident: Incident, config: TeamConfig): ChannelId =>
  incident.channel ?? config.channels.incidents

/** Where those who only follow it read of an incident; null where they don't: of a private one, or a drill. */
export const stakeholdersFor = (incident: Incident, config: TeamConfig): ChannelId | null =>
  incident.isPrivate || incident.isDrill ? null : (config.channels.stakeholders ?? null)
