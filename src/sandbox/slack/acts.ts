import { z } from 'zod'
import { joinChannel, openHome, say, toggleReaction } from './channel-acts.ts'
import { click, suggest } from './click-acts.ts'
import { runCommand, runMessageShortcut, runShortcut } from './command-acts.ts'
import { close, submit } from './modal-acts.ts'
import { deleteMessage, editMessage } from './own-message-acts.ts'
import type { ActAnswer, PersonAct } from './protocol.ts'
import type { Workspace } from './workspace.ts'

/** Does what a person does, and resolves when the app has acknowledged it or Slack gave up on it. */
export function perform(workspace: Workspace, user: string, act: PersonAct): Promise<ActAnswer> {
  switch (act.do) {
    case 'say':
      return say(workspace, user, act)
    case 'slash':
      return runCommand(workspace, user, act)
    case 'click':
      return click(workspace, user, act)
    case 'submit':
      return submit(workspace, user, act)
    case 'close':
      return close(workspace, user, act)
    case 'shortcut':
      return runShortcut(workspace, user, act)
    case 'message-shortcut':
      return runMessageShortcut(workspace, user, act)
    case 'react':
      return toggleReaction(workspace, user, act)
    case 'edit':
      return editMessage(workspace, user, act)
    case 'delete':
      return deleteMessage(workspace, user, act)
    case 'open-home':
      return openHome(workspace, user)
    case 'options':
      return suggest(workspace, user, act)
    case 'join':
      return joinChannel(workspace, user, act)
  }
}

const values = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))
const text = z.string().max(40_000)

const personAct = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), channel: z.string(), text, threadTs: z.string().optional() }),
  z.object({ do: z.literal('slash'), channel: z.string(), command: z.string().startsWith('/'), text }),
  z.object({
    do: z.literal('click'),
    in: z.union([
      z.object({ channel: z.string(), ts: z.string() }),
      z.object({ viewId: z.string() }),
      z.literal('home'),
    ]),
    blockId: z.string(),
    actionId: z.string(),
    change: z.record(z.string(), z.unknown()),
    state: values,
  }),
  z.object({ do: z.literal('submit'), viewId: z.string(), state: values }),
  z.object({ do: z.literal('close'), viewId: z.string() }),
  z.object({ do: z.literal('shortcut'), callbackId: z.string() }),
  z.object({
    do: z.literal('message-shortcut'),
    callbackId: z.string(),
    channel: z.string(),
    ts: z.string(),
  }),
  z.object({ do: z.literal('react'), channel: z.string(), ts: z.string(), name: z.string() }),
  z.object({ do: z.literal('edit'), channel: z.string(), ts: z.string(), text }),
  z.object({ do: z.literal('delete'), channel: z.string(), ts: z.string() }),
  z.object({ do: z.literal('open-home') }),
  z.object({
    do: z.literal('options'),
    viewId: z.string().optional(),
    channel: z.string().optional(),
    ts: z.string().optional(),
    blockId: z.string(),
    actionId: z.string(),
    query: z.string(),
  }),
  z.object({ do: z.literal('join'), channel: z.string() }),
])

/** The body of POST /sandbox/slack/act; undefined where it is no act. */
export function parseAct(body: unknown): PersonAct | undefined {
  return personAct.safeParse(body).data
}
