import { joinedChannel, knownChannel, publishChannel } from './channels.ts'
import { findMessage, messageObject, publishMessage } from './messages.ts'
import type { Answer, Call, Methods } from './method.ts'
import { SlackRefusal } from './refusal.ts'
import { app, type Bookmark, type StoredChannel, type StoredMessage } from './state.ts'
import { nextId, record, type Workspace } from './workspace.ts'

export const pinMethods: Methods = {
  'pins.add': { tier: 2, scope: ['pins:write'], run: addPin },
  'pins.remove': { tier: 2, scope: ['pins:write'], run: removePin },
  'pins.list': { tier: 2, scope: ['pins:read'], run: listPins },
  'bookmarks.add': { tier: 2, scope: ['bookmarks:write'], run: addBookmark },
  'bookmarks.list': { tier: 3, scope: ['bookmarks:read'], run: listBookmarks },
  'reactions.add': { tier: 3, scope: ['reactions:write'], run: addReaction },
  'reactions.remove': { tier: 2, scope: ['reactions:write'], run: removeReaction },
  'reactions.get': { tier: 3, scope: ['reactions:read'], run: getReactions },
}

function addPin({ workspace, args }: Call): Answer {
  const { channel, message } = messageAt({ workspace, args })
  if (channel.pins.includes(message.ts)) throw new SlackRefusal('already_pinned')
  channel.pins.push(message.ts)
  publishChannel(workspace, channel)
  record(workspace, 'pins.add', { channel: channel.id, ts: message.ts })
  return {}
}

function removePin({ workspace, args }: Call): Answer {
  const { channel, message } = messageAt({ workspace, args })
  if (!channel.pins.includes(message.ts)) throw new SlackRefusal('no_pin')
  channel.pins = channel.pins.filter((ts) => ts !== message.ts)
  publishChannel(workspace, channel)
  record(workspace, 'pins.remove', { channel: channel.id, ts: message.ts })
  return {}
}

function messageAt({ workspace, args }: Call): { channel: StoredChannel; message: StoredMessage } {
  const channel = joinedChannel(workspace, args.need('channel'))
  const message = findMessage(workspace, channel.id, args.need('timestamp'))
  if (!message || message.ephemeralFor) throw new SlackRefusal('message_not_found')
  return { channel, message }
}

function listPins({ workspace, args }: Call): Answer {
  const channel = knownChannel(workspace, args.need('channel'))
  const items = channel.pins.flatMap((ts) => {
    const message = findMessage(workspace, channel.id, ts)
    return message ? [{ type: 'message', channel: channel.id, message: messageObject(message) }] : []
  })
  return { items }
}

function addBookmark({ workspace, args }: Call): Answer {
  const channel = joinedChannel(workspace, args.need('channel_id'))
  if (args.need('type') !== 'link') throw new SlackRefusal('invalid_bookmark_type')
  const link = args.text('link') ?? ''
  if (!/^https?:\/\//.test(link)) throw new SlackRefusal('invalid_link')
  const bookmark: Bookmark = { id: nextId(workspace, 'Bk'), title: args.need('title'), link }
  const emoji = args.text('emoji')
  if (emoji) bookmark.emoji = emoji
  channel.bookmarks.push(bookmark)
  record(workspace, 'bookmarks.add', { channel: channel.id, title: bookmark.title, link })
  return { bookmark: bookmarkObject(channel, bookmark) }
}

function listBookmarks({ workspace, args }: Call): Answer {
  const channel = knownChannel(workspace, args.need('channel_id'))
  return { bookmarks: channel.bookmarks.map((bookmark) => bookmarkObject(channel, bookmark)) }
}

function bookmarkObject(channel: StoredChannel, bookmark: Bookmark): Answer {
  return { ...bookmark, channel_id: channel.id, type: 'link', app_id: app.id }
}

function addReaction({ workspace, args }: Call): Answer {
  const { channel, message } = messageAt({ workspace, args })
  const name = args.need('name').replaceAll(':', '')
  if (!/^[a-z0-9_+'-]+$/.test(name)) throw new SlackRefusal('invalid_name')
  if (!react(workspace, channel, message, app.botUser, name)) throw new SlackRefusal('already_reacted')
  record(workspace, 'reactions.add', { channel: channel.id, ts: message.ts, name })
  return {}
}

/** Adds a person's reaction; false where it was there already. */
export function react(
  workspace: Workspace,
  channel: StoredChannel,
  message: StoredMessage,
  user: string,
  name: string,
): boolean {
  message.reactions ??= []
  const reaction = message.reactions.find((one) => one.name === name)
  if (reaction?.users.includes(user)) return false
  if (reaction) reaction.users.push(user)
  else message.reactions.push({ name, users: [user] })
  publishMessage(workspace, channel, message)
  return true
}

function removeReaction({ workspace, args }: Call): Answer {
  const { channel, message } = messageAt({ workspace, args })
  const name = args.need('name').replaceAll(':', '')
  if (!unreact(workspace, channel, message, app.botUser, name)) throw new SlackRefusal('no_reaction')
  record(workspace, 'reactions.remove', { channel: channel.id, ts: message.ts, name })
  return {}
}

/** Takes a person's reaction back; false where there was none. */
export function unreact(
  workspace: Workspace,
  channel: StoredChannel,
  message: StoredMessage,
  user: string,
  name: string,
): boolean {
  const reaction = message.reactions?.find((one) => one.name === name)
  if (!reaction?.users.includes(user)) return false
  reaction.users = reaction.users.filter((other) => other !== user)
  message.reactions = message.reactions?.filter(({ users }) => users.length > 0)
  publishMessage(workspace, channel, message)
  return true
}

function getReactions({ workspace, args }: Call): Answer {
  const { channel, message } = messageAt({ workspace, args })
  return { type: 'message', channel: channel.id, message: messageObject(message) }
}
