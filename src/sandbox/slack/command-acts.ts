/** Slash commands and shortcuts. */
import { commandTrouble, interactionTrouble, refusalTrouble, showResponse } from './answers.ts'
import { findMessage, messageObject } from './messages.ts'
import { actionTs, channelName, interaction, slashCommand } from './payloads.ts'
import type { ActAnswer, PersonAct } from './protocol.ts'
import { escapeText, resolveTyped } from './typed-text.ts'
import { newResponseUrl, type Workspace } from './workspace.ts'

type Act<Kind extends PersonAct['do']> = Extract<PersonAct, { do: Kind }>

export async function runCommand(workspace: Workspace, user: string, act: Act<'slash'>): Promise<ActAnswer> {
  const { state, manifest } = workspace
  const channel = state.channels.find(({ id, members }) => id === act.channel && members.includes(user))
  if (!channel) return { ok: false, trouble: 'This channel does not exist, or you are not in it.' }
  const known = manifest.commands?.find(({ command }) => command === act.command)
  if (manifest.commands && !known) return { ok: false, trouble: `${act.command} is not a valid command.` }
  const typed = act.text.trim()
  const isEscaped = known?.shouldEscape ?? true
  const text = isEscaped ? resolveTyped(state, typed, 'slash') : escapeText(typed)
  const responseUrl = newResponseUrl(workspace, user, channel.id)
  const payload = slashCommand(workspace, user, { channel, command: act.command, text, responseUrl })
  const delivery = await workspace.app.deliver({ type: 'slash_commands', payload })
  if (delivery.outcome !== 'acked')
    return { ok: false, trouble: commandTrouble(act.command, delivery.outcome) }
  try {
    showResponse(workspace, { channel, user }, delivery.response)
    return { ok: true }
  } catch (error) {
    return refusalTrouble(error)
  }
}

export async function runShortcut(
  workspace: Workspace,
  user: string,
  act: Act<'shortcut'>,
): Promise<ActAnswer> {
  const payload = {
    ...interaction(workspace, 'shortcut', user),
    callback_id: act.callbackId,
    action_ts: actionTs(workspace),
  }
  return deliver(workspace, payload)
}

export async function runMessageShortcut(
  workspace: Workspace,
  user: string,
  act: Act<'message-shortcut'>,
): Promise<ActAnswer> {
  const channel = workspace.state.channels.find(({ id }) => id === act.channel)
  const message = channel && findMessage(workspace, channel.id, act.ts)
  if (!channel || !message) return { ok: false, trouble: 'This message is gone.' }
  const payload = {
    ...interaction(workspace, 'message_action', user),
    callback_id: act.callbackId,
    action_ts: actionTs(workspace),
    message_ts: message.ts,
    message: messageObject(message),
    channel: { id: channel.id, name: channelName(channel) },
    response_url: newResponseUrl(workspace, user, channel.id),
  }
  return deliver(workspace, payload)
}

async function deliver(workspace: Workspace, payload: Record<string, unknown>): Promise<ActAnswer> {
  const { outcome } = await workspace.app.deliver({ type: 'interactive', payload })
  return outcome === 'acked' ? { ok: true } : { ok: false, trouble: interactionTrouble(outcome) }
}
