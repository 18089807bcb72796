import type { Incident } from '../../domain/incident.ts'
import type { ChannelId } from '../../domain/people.ts'
import type { TeamConfig } from '../../domain/policy.ts'

/** Where an incident is talked about: its own channel, or, while there is none, the one for all incidents. */
export const channelFor = (incident: Incident, config: TeamConfig): ChannelId =>
  incident.channel ?? config.channels.incidents
