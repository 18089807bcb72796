import { z } from 'zod'
import { withinLimits } from '../../../views/limits.ts'
import type { Chat } from '../../ports.ts'
import type { SlackApi } from './api.ts'
import type { Destinations } from './destinations.ts'

const posted = z.object({ ts: z.string() })
const ok = z.object({ ok: z.literal(true) })

/** Messages that show for as long as somebody looks, and of which nothing is kept: no row says that they exist. */
export function createLiveMessages(
  api: SlackApi,
  destinations: Destinations,
): Pick<Chat, 'show' | 'takeBack'> {
  return {
    async show(person, { text, blocks }, ts) {
      const channel = await destinations.channelOf(person)
      const shown = { channel, text, blocks: withinLimits(blocks, 'message') }
      return ts === null
        ? (await api('chat.postMessage', shown, posted, person)).ts
        : (await api('chat.update', { ...shown, ts }, posted, person)).ts
    },
    async takeBack(person, ts) {
      await api('chat.delete', { channel: await destinations.channelOf(person), ts }, ok, person)
    },
  }
}
