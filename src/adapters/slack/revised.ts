import { z } from 'zod'

const message = z.object({
  ts: z.string(),
  text: z.string().default(''),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
})

/**
 * A message that was edited or deleted. A deleted one that has replies stays as a tombstone.
 * Source: https://docs.slack.dev/reference/events/message/message_changed
 */
export const revisedPayload = z.object({
  event: z.discriminatedUnion('subtype', [
    z.object({
      subtype: z.literal('message_changed'),
      channel: z.string(),
      ts: z.string(),
      message,
      previous_message: message.optional(),
    }),
    z.object({
      subtype: z.literal('message_deleted'),
      channel: z.string(),
      deleted_ts: z.string(),
      previous_message: message.optional(),
    }),
  ]),
})

/**
 * Whether a person's message has other words now, or none. Every message in every channel comes by here, so nothing is
 * asked of anybody: apps' messages, previews that Slack adds to links, and all that is only new are left out.
 */
export function isRevised(body: unknown): boolean {
  const event = revisedPayload.safeParse(body).data?.event
  if (!event) return false
  const before = event.previous_message
  if (before?.bot_id) return false
  if (event.subtype === 'message_deleted') return true
  const { message } = event
  return message.subtype === 'tombstone' || (!message.bot_id && message.text !== before?.text)
}
