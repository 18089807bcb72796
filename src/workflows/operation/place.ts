import type { ChannelId } from '../../domain/people.ts'
import type { TeamConfig } from '../../domain/policy.ts'

/** Where the cards of an environment are; also where it was taken out of the configuration meanwhile. */
export function channelOf({ environments, channels }: TeamConfig, environment: string): ChannelId {
  return environments.find(({ name }) => name === environment)?.channel ?? channels.deployments
}
