import type { KnownBlock } from '@slack/types'
import type { Arguments } from './arguments.ts'
import { directChannel, joinedChannel, knownChannel, knownUser } from './channels.ts'
import { addMessage, findMessage, messageObject, publishMessage, removeMessage } from './messages.ts'
import type { Answer, Call, Methods } from './method.ts'
import { SlackRefusal } from './refusal.ts'
import { isDict } from './rules.ts'
import { app, type MessageMetadata, type StoredChannel, type StoredMessage } from './state.ts'
import { messageBlocks } from './surfaces.ts'
import { nextTs, record, type Workspace } from './workspace.ts'

const scope = ['chat:write']

export const chatMethods: Methods = {
  'chat.postMessage': { tier: 'special', scope, run: postMessage },
  'chat.update': { tier: 3, scope, run: update },
  'chat.delete': { tier: 3, scope, run: remove },
  'chat.postEphemeral': { tier: 4, scope, run: postEphemeral },
  'chat.getPermalink': { tier: 'special', run: getPermalink },
}

function postMessage({ workspace, args }: Call): Answer {
  const channel = writableChannel(workspace, args.need('channel'))
  const content = contentOf(args)
  const metadata = metadataOf(args)
  const threadTs = threadOf(args)
  const message = addMessage(workspace, channel, {
    user: app.botUser,
    ...content,
    ...(threadTs ? { threadTs } : {}),
    ...(threadTs && args.flag('reply_broadcast') ? { isBroadcast: true } : {}),
    ...(metadata ? { metadata } : {}),
  })
  const { ts } = message
  record(
    workspace,
    'chat.postMessage',
    { channel: channel.id, ts, text: message.text, threadTs },
    keyOf(metadata),
  )
  return { channel: channel.id, ts, message: messageObject(message) }
}

/** The channel that a post goes to; a person's id stands for their direct channel, a name for its channel. */
export function writableChannel(workspace: Workspace, target: string): StoredChannel {
  if (/^[UW]/.test(target)) return directChannel(workspace, knownUser(workspace, target).id)
  const name = target.replace(/^#/, '')
  const named = workspace.state.channels.find((channel) => channel.kind !== 'direct' && channel.name === name)
  const channel = knownChannel(workspace, named?.id ?? target)
  if (channel.isArchived) throw new SlackRefusal('is_archived')
  const mayPost =
    channel.members.includes(app.botUser) || workspace.manifest.scopes.includes('chat:write.public')
  if (!mayPost) throw new SlackRefusal('not_in_channel')
  return channel
}

type Content = { text: string; blocks?: KnownBlock[] }

/** Text and blocks of a message, checked. Throws no_text, msg_too_long and what `messageBlocks` throws. */
export function contentOf(args: Arguments): Content {
  const text = args.text('text') ?? ''
  const blocks = messageBlocks(args.json('blocks'))
  if (text.length > 40_000) throw new SlackRefusal('msg_too_long')
  if (!text && !blocks?.length && !args.has('attachments')) throw new SlackRefusal('no_text')
  return blocks?.length ? { text, blocks } : { text }
}

function threadOf(args: Arguments): string | undefined {
  const ts = args.text('thread_ts')
  if (ts && !/^\d{10}\.\d{6}$/.test(ts)) throw new SlackRefusal('invalid_thread_ts')
  return ts || undefined
}

function metadataOf(args: Arguments): MessageMetadata | undefined {
  const metadata = args.json('metadata')
  if (metadata === undefined || metadata === null) return undefined
  const isWhole =
    isDict(metadata) && typeof metadata.event_type === 'string' && isDict(metadata.event_payload)
  if (!isWhole) throw new SlackRefusal('invalid_metadata_format')
  return { event_type: String(metadata.event_type), event_payload: metadata.event_payload as Answer }
}

function keyOf(metadata: MessageMetadata | undefined): string | undefined {
  const key = metadata?.event_payload.key
  return typeof key === 'string' ? key : undefined
}

function update({ workspace, args }: Call): Answer {
  const channel = joinedChannel(workspace, args.need('channel'))
  const message = ownMessage(workspace, channel, args.need('ts'), 'cant_update_message')
  const content = contentOf(args)
  const metadata = metadataOf(args)
  message.text = content.text
  message.blocks = content.blocks
  if (!content.blocks) message.editedTs = nextTs(workspace)
  if (metadata) message.metadata = metadata
  publishMessage(workspace, channel, message)
  const { ts, text } = message
  record(workspace, 'chat.update', { channel: channel.id, ts, text }, keyOf(message.metadata))
  return { channel: channel.id, ts, text, message: messageObject(message) }
}

function remove({ workspace, args }: Call): Answer {
  const channel = knownChannel(workspace, args.need('channel'))
  const message = ownMessage(workspace, channel, args.need('ts'), 'cant_delete_message')
  removeMessage(workspace, channel, message)
  record(workspace, 'chat.delete', { channel: channel.id, ts: message.ts })
  return { channel: channel.id, ts: message.ts }
}

function ownMessage(
  workspace: Workspace,
  channel: StoredChannel,
  ts: string,
  otherwise: string,
): StoredMessage {
  const message = findMessage(workspace, channel.id, ts)
  if (!message || message.ephemeralFor) throw new SlackRefusal('message_not_found')
  if (message.user !== app.botUser) throw new SlackRefusal(otherwise)
  return message
}

function postEphemeral({ workspace, args }: Call): Answer {
  const channel = joinedChannel(workspace, args.need('channel'))
  const { id: user } = knownUser(workspace, args.need('user'))
  if (!channel.members.includes(user)) throw new SlackRefusal('user_not_in_channel')
  const threadTs = threadOf(args)
  const content = contentOf(args)
  const thread = threadTs ? { threadTs } : {}
  const { ts, text } = addMessage(workspace, channel, {
    user: app.botUser,
    ...content,
    ...thread,
    ephemeralFor: user,
  })
  record(workspace, 'chat.postEphemeral', { channel: channel.id, user, ts, text })
  return { message_ts: ts }
}

function getPermalink({ workspace, args }: Call): Answer {
  const channel = knownChannel(workspace, args.need('channel'))
  const message = findMessage(workspace, channel.id, args.need('message_ts'))
  if (!message) throw new SlackRefusal('message_not_found')
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : ''
  const place = `${channel.id}/p${message.ts.replace('.', '')}`
  return { channel: channel.id, permalink: `${workspace.baseUrl()}/archives/${place}${thread}` }
}
