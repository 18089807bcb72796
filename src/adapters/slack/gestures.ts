import { z } from 'zod'
import type { Gesture } from '../../ports.ts'
import { chosenIn, formValues, stateValues } from './form-values.ts'
import { revisedPayload } from './revised.ts'

export type Source =
  | 'command'
  | 'action'
  | 'submission'
  | 'shortcut'
  | 'mention'
  | 'home'
  | 'reaction'
  | 'revision'

/** Parses a payload into what the person did. Throws a `ZodError` where it lacks what is relied on. */
export function gestureOf(source: Source, body: unknown, botUser: string | undefined): Gesture {
  switch (source) {
    case 'command':
      return slash(body)
    case 'action':
      return click(body)
    case 'submission':
      return submission(body)
    case 'shortcut':
      return shortcut(body)
    case 'mention':
      return mention(body, botUser)
    case 'home':
      return { kind: 'home' }
    case 'reaction':
      return reaction(body)
    case 'revision':
      return revision(body)
  }
}

const slashPayload = z.object({ command: z.string(), text: z.string().default('') })

function slash(body: unknown): Gesture {
  const { command, text } = slashPayload.parse(body)
  return { kind: 'slash', command, text: unescaped(text).trim() }
}

const inContainer = z.object({ message_ts: z.string().optional(), channel_id: z.string().optional() })
const inView = z.object({
  id: z.string(),
  private_metadata: z.string().default(''),
  state: z.object({ values: stateValues }).optional(),
})
const clickPayload = z.object({
  actions: z.tuple([z.looseObject({ action_id: z.string() })], z.unknown()),
  container: inContainer.optional(),
  view: inView.optional(),
  state: z.object({ values: stateValues }).optional(),
})

function click(body: unknown): Gesture {
  const { actions, container, view, state } = clickPayload.parse(body)
  const [action] = actions
  const filled = view?.state ?? state
  const channel = container?.channel_id
  const ts = container?.message_ts
  return {
    kind: 'click',
    action: action.action_id,
    value: chosenIn(action) ?? '',
    ...(channel && ts && { message: { channel, ts } }),
    ...(view && { viewId: view.id, metadata: view.private_metadata }),
    ...(filled && { values: formValues(filled.values) }),
  }
}

const submitPayload = z.object({
  view: inView.extend({ callback_id: z.string(), state: z.object({ values: stateValues }) }),
})

function submission(body: unknown): Gesture {
  const { view } = submitPayload.parse(body)
  const values = formValues(view.state.values)
  return { kind: 'submit', form: view.callback_id, metadata: view.private_metadata, values }
}

const shortcutPayload = z.discriminatedUnion('type', [
  z.object({ type: z.literal('shortcut'), callback_id: z.string() }),
  z.object({
    type: z.literal('message_action'),
    callback_id: z.string(),
    channel: z.object({ id: z.string() }),
    message: z.object({ ts: z.string(), text: z.string().default(''), user: z.string().optional() }),
  }),
])

function shortcut(body: unknown): Gesture {
  const parsed = shortcutPayload.parse(body)
  const { callback_id: callback } = parsed
  if (parsed.type === 'shortcut') return { kind: 'shortcut', callback }
  const { ts, text, user } = parsed.message
  const message = { channel: parsed.channel.id, ts, text: unescaped(text), author: user ?? null }
  return { kind: 'shortcut', callback, message }
}

const mentionPayload = z.object({
  event: z.object({ text: z.string(), channel: z.string(), ts: z.string() }),
})

function mention(body: unknown, botUser: string | undefined): Gesture {
  const { text, channel, ts } = mentionPayload.parse(body).event
  const said = botUser ? text.replace(new RegExp(`<@${botUser}(\\|[^>]*)?>`, 'g'), ' ') : text
  return { kind: 'mention', text: unescaped(said).replace(/\s+/g, ' ').trim(), channel, ts }
}

const reactionPayload = z.object({
  event: z.object({
    reaction: z.string(),
    item: z.object({ channel: z.string(), ts: z.string() }),
  }),
})

function reaction(body: unknown): Gesture {
  const { reaction: emoji, item } = reactionPayload.parse(body).event
  return { kind: 'reaction', emoji, channel: item.channel, ts: item.ts }
}

function revision(body: unknown): Gesture {
  const { event } = revisedPayload.parse(body)
  const { channel } = event
  if (event.subtype === 'message_deleted') return { kind: 'deletion', channel, ts: event.deleted_ts }
  const { ts, text, subtype, edited } = event.message
  if (subtype === 'tombstone') return { kind: 'deletion', channel, ts }
  return { kind: 'edit', channel, ts, text: unescaped(text), editedTs: edited?.ts ?? event.ts }
}

/** Slack escapes exactly these three in what people type. https://docs.slack.dev/messaging/formatting-message-text */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
