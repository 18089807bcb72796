import { canSee } from './channels.ts'
import type { SandboxMessage } from './protocol.ts'
import { app, type StoredChannel, type StoredMessage, team } from './state.ts'
import { nextTs, type Workspace } from './workspace.ts'

export type NewMessage = Omit<StoredMessage, 'channel' | 'ts'>

/** Puts a message into a channel, counts it in its thread, and shows it to everybody who may see it. */
export function addMessage(workspace: Workspace, channel: StoredChannel, content: NewMessage): StoredMessage {
  const message: StoredMessage = { ...content, channel: channel.id, ts: nextTs(workspace) }
  messagesOf(workspace, channel.id).push(message)
  workspace.changed()
  workspace.publish({ type: 'message', message }, audience(channel, message))
  const parent = message.threadTs && findMessage(workspace, channel.id, message.threadTs)
  if (parent && !message.ephemeralFor) {
    parent.replyCount = (parent.replyCount ?? 0) + 1
    publishMessage(workspace, channel, parent)
  }
  return message
}

export function publishMessage(workspace: Workspace, channel: StoredChannel, message: StoredMessage): void {
  workspace.changed()
  workspace.publish({ type: 'message-changed', message }, audience(channel, message))
}

export function removeMessage(workspace: Workspace, channel: StoredChannel, message: StoredMessage): void {
  const messages = messagesOf(workspace, channel.id)
  messages.splice(messages.indexOf(message), 1)
  channel.pins = channel.pins.filter((ts) => ts !== message.ts)
  const parent = message.threadTs && findMessage(workspace, channel.id, message.threadTs)
  if (parent) parent.replyCount = Math.max(0, (parent.replyCount ?? 0) - 1)
  workspace.changed()
  workspace.publish(
    { type: 'message-deleted', channel: channel.id, ts: message.ts },
    audience(channel, message),
  )
  if (parent) publishMessage(workspace, channel, parent)
}

export function messagesOf({ state }: Workspace, channel: string): StoredMessage[] {
  state.messages[channel] ??= []
  return state.messages[channel]
}

export function findMessage(workspace: Workspace, channel: string, ts: string): StoredMessage | undefined {
  return messagesOf(workspace, channel).find((message) => message.ts === ts)
}

function audience(channel: StoredChannel, { ephemeralFor }: SandboxMessage): (user: string) => boolean {
  return ephemeralFor ? (user) => user === ephemeralFor : canSee(channel)
}

/** The message as the Web API and interaction payloads show it. */
export function messageObject(message: StoredMessage, withMetadata = true): Record<string, unknown> {
  const { user, text, ts, blocks, threadTs, replyCount, editedTs, reactions, files, metadata } = message
  return {
    type: 'message',
    ...(message.isBroadcast ? { subtype: 'thread_broadcast' } : {}),
    ...(message.isTombstone ? { subtype: 'tombstone' } : {}),
    user,
    text,
    ts,
    team: team.id,
    ...(user === app.botUser ? botFields : {}),
    ...(blocks ? { blocks } : {}),
    ...(threadTs ? { thread_ts: threadTs } : {}),
    ...(replyCount ? { thread_ts: ts, reply_count: replyCount } : {}),
    ...(editedTs ? { edited: { user, ts: editedTs } } : {}),
    ...(reactions?.length
      ? { reactions: reactions.map((one) => ({ ...one, count: one.users.length })) }
      : {}),
    ...(files ? { files } : {}),
    ...(metadata && withMetadata ? { metadata } : {}),
  }
}

const botFields = {
  bot_id: app.botId,
  app_id: app.id,
  bot_profile: { id: app.botId, app_id: app.id, name: 'pilothouse', deleted: false, team_id: team.id },
}
