import type { Arguments } from './arguments.ts'
import { channelObject, joinedChannel, knownChannel, knownUser } from './channels.ts'
import { findMessage, messageObject, messagesOf } from './messages.ts'
import { type Answer, type Call, channelScope, type Methods, scopeNames } from './method.ts'
import { SlackRefusal } from './refusal.ts'
import { app, type StoredChannel, type StoredMessage } from './state.ts'
import type { Workspace } from './workspace.ts'

const anyRead = Object.values(scopeNames.read)

export const historyMethods: Methods = {
  'conversations.info': { tier: 3, scope: channelScope('read'), run: info },
  'conversations.list': { tier: 2, scope: anyRead, run: listChannels },
  'conversations.members': { tier: 4, scope: channelScope('read'), run: members },
  'conversations.history': { tier: 3, scope: channelScope('history'), run: history },
  'conversations.replies': { tier: 3, scope: channelScope('history'), run: replies },
  'users.conversations': { tier: 3, scope: anyRead, run: channelsOfUser },
}

function info({ workspace, args }: Call): Answer {
  return { channel: channelObject(knownChannel(workspace, args.need('channel'))) }
}

const typeNames = { public: 'public_channel', private: 'private_channel', direct: 'im' } as const

function listChannels({ workspace, args }: Call): Answer {
  return pageOfChannels(
    workspace,
    args,
    ({ kind, members }) => kind === 'public' || members.includes(app.botUser),
  )
}

function channelsOfUser({ workspace, args }: Call): Answer {
  const user = args.has('user') ? knownUser(workspace, args.need('user')).id : app.botUser
  return pageOfChannels(
    workspace,
    args,
    ({ members }) => members.includes(user) && members.includes(app.botUser),
  )
}

function pageOfChannels(
  workspace: Workspace,
  args: Arguments,
  isShown: (channel: StoredChannel) => boolean,
): Answer {
  const asked = args.names('types')
  const types = asked.length > 0 ? asked : ['public_channel']
  const unknown = types.find((type) => ![...Object.values(typeNames), 'mpim'].includes(type as 'im'))
  if (unknown) throw new SlackRefusal('invalid_types')
  const channels = workspace.state.channels
    .filter((channel) => types.includes(typeNames[channel.kind]) && isShown(channel))
    .filter((channel) => !(args.flag('exclude_archived') && channel.isArchived))
  const { items, next } = page(channels, args, 100)
  return { channels: items.map(channelObject), response_metadata: { next_cursor: next } }
}

function members({ workspace, args }: Call): Answer {
  const channel = knownChannel(workspace, args.need('channel'))
  const { items, next } = page(channel.members, args, 100)
  return { members: items, response_metadata: { next_cursor: next } }
}

function history({ workspace, args }: Call): Answer {
  const channel = readableChannel(workspace, args.need('channel'))
  const isInChannel = (message: StoredMessage) => !message.threadTs || message.isBroadcast
  const found = within(messagesOf(workspace, channel.id), args).filter(isInChannel).reverse()
  return { ...pageOfMessages(found, args), pin_count: channel.pins.length }
}

function replies({ workspace, args }: Call): Answer {
  const channel = readableChannel(workspace, args.need('channel'))
  const parent = findMessage(workspace, channel.id, args.need('ts'))
  if (!parent || parent.ephemeralFor) throw new SlackRefusal('thread_not_found')
  const root = parent.threadTs ?? parent.ts
  const thread = messagesOf(workspace, channel.id).filter(
    ({ ts, threadTs }) => ts === root || threadTs === root,
  )
  return pageOfMessages(within(thread, args), args)
}

function readableChannel(workspace: Workspace, id: string): StoredChannel {
  const channel = knownChannel(workspace, id)
  return channel.isArchived ? channel : joinedChannel(workspace, id)
}

/** Messages that everybody sees, between `oldest` and `latest`. */
function within(messages: StoredMessage[], args: Arguments): StoredMessage[] {
  const oldest = micros(args, 'oldest') ?? 0
  const latest = micros(args, 'latest') ?? Number.POSITIVE_INFINITY
  const isInclusive = args.flag('inclusive')
  return messages.filter(({ ts, ephemeralFor }) => {
    const at = microsOf(ts)
    const isEdge = at === oldest || at === latest
    return !ephemeralFor && at >= oldest && at <= latest && (isInclusive || !isEdge)
  })
}

function micros(args: Arguments, name: 'oldest' | 'latest'): number | undefined {
  const ts = args.text(name)
  if (!ts || ts === 'now') return undefined
  if (!/^\d+(\.\d{1,6})?$/.test(ts)) throw new SlackRefusal(`invalid_ts_${name}`)
  return microsOf(ts)
}

function microsOf(ts: string): number {
  const [seconds = '0', fraction = ''] = ts.split('.')
  return Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0'))
}

function pageOfMessages(messages: StoredMessage[], args: Arguments): Answer {
  const { items, next } = page(messages, args, 100)
  const withMetadata = args.flag('include_all_metadata')
  return {
    messages: items.map((message) => messageObject(message, withMetadata)),
    has_more: next !== '',
    ...(next ? { response_metadata: { next_cursor: next } } : {}),
  }
}

/** One page by `limit` and `cursor`; `next` is empty on the last. */
export function page<T>(all: T[], args: Arguments, usual: number): { items: T[]; next: string } {
  const limit = args.has('limit') ? args.count('limit', usual, 1000) : usual
  const from = startOf(args.text('cursor'))
  const end = from + limit
  const next = end < all.length ? Buffer.from(`from:${end}`).toString('base64') : ''
  return { items: all.slice(from, end), next }
}

function startOf(cursor: string | undefined): number {
  if (!cursor) return 0
  const from = /^from:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]
  if (!from) throw new SlackRefusal('invalid_cursor')
  return Number(from)
}
