import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { Chat } from '../../ports.ts'
import type { SlackApi } from './api.ts'
import { unescaped } from './gestures.ts'

type Parts = { api: SlackApi; botUser: () => Promise<string> }

const replies = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      text: z.string().default(''),
      user: z.string().optional(),
      bot_id: z.string().optional(),
      subtype: z.string().optional(),
    }),
  ),
})

const gone = new Set(['thread_not_found', 'message_not_found'])

/**
 * Reads one message. Only `conversations.replies` knows those in threads; it answers with the thread's first message
 * beside the one that was asked for. Source: https://docs.slack.dev/reference/methods/conversations.replies
 */
export function createReadMessage({ api, botUser }: Parts): Chat['message'] {
  return async (channel, ts) => {
    const args = { channel, ts, oldest: ts, latest: ts, inclusive: true, limit: 10 }
    try {
      const { messages } = await api('conversations.replies', args, replies, channel)
      const found = messages.find((message) => message.ts === ts && message.subtype !== 'tombstone')
      if (!found) return null
      const isOurs = found.user === (await botUser())
      const author = found.bot_id ? null : (found.user ?? null)
      return { text: unescaped(found.text), author, isOurs }
    } catch (error) {
      if (error instanceof UpstreamError && gone.has(error.code ?? '')) return null
      throw error
    }
  }
}
