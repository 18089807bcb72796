import type { Incident } from '../../domain/incident/incident.ts'
import type { ChannelId, UserId } from '../../domain/people.ts'
import type { TeamConfig } from '../../domain/policy.ts'

/** Where those who only follow it read of an incident; null where they don't: of a private one, or a drill. */
export const stakeholdersFor = (incident: Incident, config: TeamConfig): ChannelId | null =>
  incident.isPrivate || incident.isDrill ? null : (config.channels.stakeholders ?? null)

/**
 * Where an incident is talked about: its own channel, or, while there is none, the one for all incidents. A private one
 * is then its commander's alone.
 */
export const channelFor = (incident: Incident, config: TeamConfig): ChannelId | UserId =>
  incident.channel ?? (incident.isPrivate ? incident.commander : config.channels.incidents)
