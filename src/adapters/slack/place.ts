import { z } from 'zod'

/** Where a person is when they do something, as far as the payload says: all that an answer can be sent to. */
export type Place = {
  user?: string | undefined
  channel?: string | undefined
  threadTs?: string | undefined
  responseUrl?: string | undefined
  /** Opens a window, once, within 3 s. */
  triggerId?: string | undefined
  view?:
    | { id: string; hash?: string | undefined; type: 'modal' | 'home'; metadata?: string | undefined }
    | undefined
}

const text = z.string().min(1).optional().catch(undefined)
const withId = z.object({ id: text }).optional().catch(undefined)

const inChannel = z.object({ channel: text }).optional().catch(undefined)
const byUser = z.object({ user: text }).optional().catch(undefined)

const payload = z.object({
  user_id: text,
  channel_id: text,
  response_url: text,
  trigger_id: text,
  user: withId,
  channel: withId,
  view: z
    .object({
      id: z.string(),
      hash: text,
      type: z.enum(['modal', 'home']),
      private_metadata: text,
    })
    .optional()
    .catch(undefined),
  event: z
    .object({ user: text, channel: text, thread_ts: text, item: inChannel, previous_message: byUser })
    .optional()
    .catch(undefined),
})

/** Reads what is there of a place. Never fails: even a payload of an unknown shape deserves an answer. */
export function placeOf(body: unknown): Place {
  const found = payload.safeParse(body).data
  if (!found) return {}
  const { event, view } = found
  return {
    user: found.user_id ?? found.user?.id ?? event?.user ?? event?.previous_message?.user,
    channel:
      found.channel_id ??
      found.channel?.id ??
      event?.channel ??
      event?.item?.channel ??
      channelIn(view?.private_metadata),
    threadTs: event?.thread_ts,
    responseUrl: found.response_url,
    triggerId: found.trigger_id,
    view: view && { id: view.id, hash: view.hash, type: view.type, metadata: view.private_metadata },
  }
}

const metadata = z.object({ channel: z.string().regex(/^[CGD][A-Z0-9]+$/) })

/** The channel a form was opened from, where its metadata says so. */
function channelIn(privateMetadata: string | undefined): string | undefined {
  if (!privateMetadata?.startsWith('{')) return undefined
  try {
    return metadata.safeParse(JSON.parse(privateMetadata)).data?.channel
  } catch {
    return undefined
  }
}
