import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { Log } from '../../ports.ts'
import type { SlackApi } from './api.ts'

const eventType = 'pilothouse_message'

/** Slack's clock and ours may differ; keys are unique for ever, so looking further back finds nothing wrong. */
const clockSkewMs = 5 * 60_000
const pagesAtMost = 20

export const keyMetadata = (key: string) => ({ event_type: eventType, event_payload: { key } })

const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ key: z.string().optional() }) })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

type Parts = { api: SlackApi; log: Log }
type Found = { ts: string } | null
/** `thread` is the message whose replies are looked through, in place of the channel. */
type Place = { channel: string; thread?: string | undefined }

/**
 * Looks in a channel, newest first, for the message that carries this key. Reads at most 4,000 messages. Where the app
 * may not read at all it finds nothing: a message seen twice is better than one that is never sent.
 */
export async function findByKey(parts: Parts, place: Place, key: string, since: Date): Promise<Found> {
  try {
    return await search(parts, place, key, since)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    if (error.code === 'thread_not_found') return null
    if (error.code !== 'missing_scope') throw error
    const { channel } = place
    parts.log.warn({ channel, key }, 'Pilothouse may not read this channel, so it cannot look for a message')
    return null
  }
}

async function search(
  { api, log }: Parts,
  { channel, thread }: Place,
  key: string,
  since: Date,
): Promise<Found> {
  const method = thread === undefined ? 'conversations.history' : 'conversations.replies'
  const oldest = (Math.max(0, since.getTime() - clockSkewMs) / 1000).toFixed(6)
  let cursor: string | undefined
  for (let pages = 0; pages < pagesAtMost; pages += 1) {
    const page = await api(
      method,
      { channel, ts: thread, oldest, cursor, limit: 200, inclusive: true, include_all_metadata: true },
      history,
      channel,
    )
    const found = page.messages.find(({ metadata }) => isOurs(metadata, key))
    if (found) return { ts: found.ts }
    cursor = page.response_metadata?.next_cursor
    if (!cursor) return null
  }
  log.warn({ channel, key }, 'The channel is too busy to look further back for a message')
  return null
}

type Metadata = z.infer<typeof history>['messages'][number]['metadata']

function isOurs(metadata: Metadata, key: string): boolean {
  return metadata?.event_type === eventType && metadata.event_payload.key === key
}
