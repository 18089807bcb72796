/** What a person does to a message of their own: other words, or none. */
import { channelOf, channelTypes } from './channel-acts.ts'
import { sendEvent } from './events.ts'
import { findMessage, messageObject, publishMessage, removeMessage } from './messages.ts'
import type { ActAnswer, PersonAct } from './protocol.ts'
import { app, type StoredChannel, type StoredMessage } from './state.ts'
import { resolveTyped } from './typed-text.ts'
import { nextTs, type Workspace } from './workspace.ts'

type Act<Kind extends PersonAct['do']> = Extract<PersonAct, { do: Kind }>
type Own = { channel: StoredChannel; message: StoredMessage }

export async function editMessage(workspace: Workspace, user: string, act: Act<'edit'>): Promise<ActAnswer> {
  const found = ownMessage(workspace, user, act)
  if (!found) return notYours
  if (act.text.trim() === '') return { ok: false, trouble: 'Write something, or delete the message.' }
  const { channel, message } = found
  const before = messageObject(message)
  message.text = resolveTyped(workspace.state, act.text, 'message')
  message.editedTs = nextTs(workspace)
  publishMessage(workspace, channel, message)
  await tell(workspace, channel, {
    subtype: 'message_changed',
    message: { ...messageObject(message), ...sources(before) },
    previous_message: before,
  })
  return { ok: true }
}

/** A message with replies leaves a tombstone, so that its thread stays. */
export async function deleteMessage(
  workspace: Workspace,
  user: string,
  act: Act<'delete'>,
): Promise<ActAnswer> {
  const found = ownMessage(workspace, user, act)
  if (!found) return notYours
  const { channel, message } = found
  const before = messageObject(message)
  if (message.replyCount) {
    message.user = 'USLACKBOT'
    message.text = 'This message was deleted.'
    message.isTombstone = true
    publishMessage(workspace, channel, message)
    const tombstone = { ...messageObject(message), subtype: 'tombstone', hidden: true }
    const changed = { subtype: 'message_changed', message: tombstone, previous_message: before }
    await tell(workspace, channel, changed)
    return { ok: true }
  }
  removeMessage(workspace, channel, message)
  const deleted = { subtype: 'message_deleted', deleted_ts: message.ts, previous_message: before }
  await tell(workspace, channel, deleted)
  return { ok: true }
}

const notYours: ActAnswer = { ok: false, trouble: 'This message is gone, or it is not yours.' }

function ownMessage(
  workspace: Workspace,
  user: string,
  { channel: id, ts }: { channel: string; ts: string },
): Own | undefined {
  const channel = channelOf(workspace, user, id)
  const message = channel && findMessage(workspace, channel.id, ts)
  return channel && message?.user === user && !message.ephemeralFor ? { channel, message } : undefined
}

/** https://docs.slack.dev/reference/events/message/message_changed */
async function tell(
  workspace: Workspace,
  channel: StoredChannel,
  change: { subtype: string } & Record<string, unknown>,
): Promise<void> {
  if (!channel.members.includes(app.botUser)) return
  const { type, subscription } = channelTypes[channel.kind]
  const ts = nextTs(workspace)
  const common = { hidden: true, channel: channel.id, ts, event_ts: ts, channel_type: type }
  await sendEvent(workspace, { type: 'message', ...common, ...change }, subscription)
}

const sources = ({ team }: Record<string, unknown>) => ({ source_team: team, user_team: team })
