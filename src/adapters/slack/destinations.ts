import { z } from 'zod'
import type { SlackApi } from './api.ts'

export type Destinations = { channelOf(destination: string): Promise<string> }

const opened = z.object({ channel: z.object({ id: z.string() }) })

/**
 * Channel ids for destinations. A person's direct channel never changes, so it is asked for once: `chat.update` and
 * `conversations.history` do not take a person's id as `chat.postMessage` does.
 */
export function createDestinations(api: SlackApi): Destinations {
  const direct = new Map<string, string>()
  return {
    async channelOf(destination) {
      if (!/^[UW]/.test(destination)) return destination
      const known = direct.get(destination)
      if (known) return known
      const { channel } = await api('conversations.open', { users: destination }, opened)
      direct.set(destination, channel.id)
      return channel.id
    },
  }
}
