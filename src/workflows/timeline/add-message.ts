import { UpstreamError } from '../../domain/errors.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker, MessagePlace, ShortcutMessage } from '../../ports.ts'
import { changeIncident, recordChange } from '../incident/change.ts'

/** Puts a Slack message into the timeline, once however often it is added, with a note if there is one. */
export async function addMessage(
  deps: Deps,
  { id, message, note }: { id: number; message: ShortcutMessage; note: string | null },
  invoker: Invoker,
): Promise<{ seq: number; isNew: boolean } | Refusal> {
  const permalink = await permalinkOf(deps, message)
  return await changeIncident<{ seq: number; isNew: boolean }>(deps, id, async (trx) => {
    const entry = await recordChange(deps, trx, id, {
      by: invoker,
      action: 'incident.add-message',
      event: messageEvent(message),
      permalink,
      source: messageSource(message),
    })
    const text = tidy(note ?? '')
    if (text !== '')
      await recordChange(deps, trx, id, {
        by: invoker,
        action: 'incident.note',
        event: { kind: 'note', text },
      })
    return entry
  })
}

export const messageEvent = ({ text, author }: ShortcutMessage): TimelineEvent => ({
  kind: 'message',
  text: tidy(text) || '(a message without text)',
  author,
})

/** Tells a message of Slack from all others, so that it is added once. */
export const messageSource = ({ channel, ts }: MessagePlace): string => `${channel}:${ts}`

/** A link is worth having, but no reason to lose the message. */
export async function permalinkOf(deps: Deps, { channel, ts }: MessagePlace): Promise<string | null> {
  try {
    return await deps.chat.permalink(channel, ts)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    deps.log.warn({ err: error, channel, ts }, 'Slack gave no link to a message')
    return null
  }
}
