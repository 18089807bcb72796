/** What a person does in a channel: saying something, reacting, joining, opening the app's home. */
import { publishChannel } from './channels.ts'
import { sendJoined } from './conversation-methods.ts'
import { sendEvent } from './events.ts'
import { addMessage, findMessage } from './messages.ts'
import { react, unreact } from './pin-methods.ts'
import type { ActAnswer, PersonAct } from './protocol.ts'
import { app, type StoredChannel, type StoredMessage } from './state.ts'
import { resolveTyped } from './typed-text.ts'
import { viewObject } from './view-stack.ts'
import { nextTs, type Workspace } from './workspace.ts'

type Act<Kind extends PersonAct['do']> = Extract<PersonAct, { do: Kind }>

export async function say(workspace: Workspace, user: string, act: Act<'say'>): Promise<ActAnswer> {
  const channel = channelOf(workspace, user, act.channel)
  if (!channel) return { ok: false, trouble: 'This channel does not exist, or you are not in it.' }
  if (channel.isArchived)
    return { ok: false, trouble: 'This channel is archived, so nothing can be posted in it.' }
  if (act.text.trim() === '') return { ok: false, trouble: 'Write something first.' }
  const text = resolveTyped(workspace.state, act.text, 'message')
  const thread = act.threadTs ? { threadTs: act.threadTs } : {}
  const message = addMessage(workspace, channel, { user, text, ...thread })
  await Promise.all(tellApp(workspace, channel, message))
  return { ok: true }
}

export function channelOf({ state }: Workspace, user: string, id: string): StoredChannel | undefined {
  return state.channels.find((channel) => channel.id === id && channel.members.includes(user))
}

function tellApp(workspace: Workspace, channel: StoredChannel, message: StoredMessage): Promise<unknown>[] {
  if (!channel.members.includes(app.botUser)) return []
  const { user, text, ts, threadTs } = message
  const thread = threadTs ? { thread_ts: threadTs } : {}
  const common = { user, text, ts, ...thread, channel: channel.id, event_ts: ts }
  const { type, subscription } = channelTypes[channel.kind]
  const isMention = channel.kind !== 'direct' && text.includes(`<@${app.botUser}>`)
  return [
    sendEvent(workspace, { type: 'message', ...common, channel_type: type }, subscription),
    ...(isMention ? [sendEvent(workspace, { type: 'app_mention', ...common })] : []),
  ]
}

export const channelTypes = {
  public: { type: 'channel', subscription: 'message.channels' },
  private: { type: 'group', subscription: 'message.groups' },
  direct: { type: 'im', subscription: 'message.im' },
} as const

/** Adds the reaction, or takes it back where the person had given it. */
export async function toggleReaction(
  workspace: Workspace,
  user: string,
  act: Act<'react'>,
): Promise<ActAnswer> {
  const channel = channelOf(workspace, user, act.channel)
  const message = channel && findMessage(workspace, channel.id, act.ts)
  if (!channel || !message) return { ok: false, trouble: 'This message is gone.' }
  const isAdded = react(workspace, channel, message, user, act.name)
  if (!isAdded) unreact(workspace, channel, message, user, act.name)
  await sendEvent(workspace, {
    type: isAdded ? 'reaction_added' : 'reaction_removed',
    user,
    reaction: act.name,
    item_user: message.user,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    event_ts: nextTs(workspace),
  })
  return { ok: true }
}

export async function joinChannel(workspace: Workspace, user: string, act: Act<'join'>): Promise<ActAnswer> {
  const channel = workspace.state.channels.find(({ id, kind }) => id === act.channel && kind === 'public')
  if (!channel) return { ok: false, trouble: 'This channel is not open to everybody.' }
  if (channel.isArchived) return { ok: false, trouble: 'This channel is archived.' }
  if (channel.members.includes(user)) return { ok: true }
  channel.members.push(user)
  publishChannel(workspace, channel)
  sendJoined(workspace, channel, user)
  return { ok: true }
}

export async function openHome(workspace: Workspace, user: string): Promise<ActAnswer> {
  const { state } = workspace
  const home = state.homes[user]
  const direct = state.channels.find(({ kind, members }) => kind === 'direct' && members.includes(user))
  const event = {
    type: 'app_home_opened',
    user,
    channel: direct?.id,
    tab: 'home',
    event_ts: nextTs(workspace),
  }
  await sendEvent(workspace, { ...event, ...(home ? { view: viewObject(home) } : {}) })
  return { ok: true }
}
