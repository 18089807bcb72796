/** A person driven by a program: the same acts as in the web client, for tests and scripts. */
import type { HomeView, ModalView } from '@slack/types'
import { perform } from './acts.ts'
import { placedElement, surfaceOf } from './click-acts.ts'
import { changeOf, elementsIn, initialValues, type PlacedElement } from './element-values.ts'
import { visibleTo } from './live.ts'
import type { ActAnswer, OpenView, PersonAct, SandboxMessage, StateValues } from './protocol.ts'
import { readable } from './readable.ts'
import { openViews, stackOf } from './view-stack.ts'
import type { Workspace } from './workspace.ts'

/** A channel by its id, or by its name with or without `#`. */
type Place = { in?: string; threadTs?: string }

export type Click = {
  /** A channel (then the newest message with that element), a message, a modal, or `home`. */
  in: string | { channel: string; ts: string } | { viewId: string }
  actionId: string
  blockId?: string
  /** What is picked: an option's value or text, a user id, a date; or Slack's own shape. */
  change?: unknown
}

export type Person = {
  id: string
  /** A slash command where the text begins with `/`, else a message. Without a place: in #deploys. */
  type(text: string, place?: Place): Promise<ActAnswer>
  say(text: string, place?: Place): Promise<ActAnswer>
  click(click: Click): Promise<ActAnswer>
  /** `values` by block_id or action_id, as a person would type or pick them. What isn't named stays as it is. */
  submit(viewId: string, values?: Record<string, unknown>): Promise<ActAnswer>
  close(viewId: string): Promise<ActAnswer>
  shortcut(callbackId: string): Promise<ActAnswer>
  messageShortcut(callbackId: string, message: { channel: string; ts: string }): Promise<ActAnswer>
  react(name: string, message: { channel: string; ts: string }): Promise<ActAnswer>
  edit(text: string, message: { channel: string; ts: string }): Promise<ActAnswer>
  delete(message: { channel: string; ts: string }): Promise<ActAnswer>
  openHome(): Promise<ActAnswer>
  options(asked: Omit<Extract<PersonAct, { do: 'options' }>, 'do'>): Promise<ActAnswer>
  join(channel: string): Promise<ActAnswer>
  /** The messages of a channel that this person sees, oldest first, their own ephemeral ones included. */
  sees(channel: string): SandboxMessage[]
  /** The same as text, blocks read out line by line. */
  reads(channel: string): string[]
  /** Open modals from the bottom to the top. */
  views(): (OpenView & { view: ModalView })[]
  home(): HomeView | undefined
}

export function createPerson(workspace: Workspace, user: string): Person {
  const act = (what: PersonAct) => perform(workspace, user, what)
  const idOf = (channel: string) => channelId(workspace, user, channel)
  const sees = (channel: string) => visibleTo(workspace, user, idOf(channel))
  const say: Person['say'] = (text, place = {}) =>
    act({
      do: 'say',
      channel: idOf(place.in ?? 'deploys'),
      text,
      ...(place.threadTs ? { threadTs: place.threadTs } : {}),
    })
  return {
    id: user,
    say,
    type(text, place = {}) {
      const [, command, rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? []
      if (!command) return say(text, place)
      return act({ do: 'slash', channel: idOf(place.in ?? 'deploys'), command, text: rest })
    },
    click: (click) => act(clickAct(workspace, user, click)),
    submit: (viewId, values = {}) =>
      act({ do: 'submit', viewId, state: filledIn(workspace, user, viewId, values) }),
    close: (viewId) => act({ do: 'close', viewId }),
    shortcut: (callbackId) => act({ do: 'shortcut', callbackId }),
    messageShortcut: (callbackId, { channel, ts }) =>
      act({ do: 'message-shortcut', callbackId, channel: idOf(channel), ts }),
    react: (name, { channel, ts }) => act({ do: 'react', channel: idOf(channel), ts, name }),
    edit: (text, { channel, ts }) => act({ do: 'edit', channel: idOf(channel), ts, text }),
    delete: ({ channel, ts }) => act({ do: 'delete', channel: idOf(channel), ts }),
    openHome: () => act({ do: 'open-home' }),
    options: (asked) => act({ do: 'options', ...asked }),
    join: (channel) => act({ do: 'join', channel: idOf(channel) }),
    sees,
    reads: (channel) => sees(channel).map(readable),
    views: () => openViews(workspace, user),
    home: () => workspace.state.homes[user]?.view as HomeView | undefined,
  }
}

function channelId({ state }: Workspace, user: string, place: string): string {
  const name = place.replace(/^#/, '')
  const channel =
    state.channels.find(({ id }) => id === place) ??
    state.channels.find((one) => one.kind !== 'direct' && one.name === name) ??
    state.channels.find((one) => name === 'pilothouse' && one.kind === 'direct' && one.members.includes(user))
  if (!channel) throw new Error(`There is no channel "${place}" in the sandbox.`)
  return channel.id
}

function clickAct(workspace: Workspace, user: string, click: Click): PersonAct {
  const place = clickPlace(workspace, user, click)
  const surface = surfaceOf(workspace, user, place)
  const placed = surface && placedElement(surface.blocks, click.blockId, click.actionId)
  if (!surface || !placed) throw new Error(`${user} sees no element "${click.actionId}" there.`)
  const change = click.change === undefined ? {} : changeOf(placed.element, click.change)
  const values = surface.kind === 'view' ? surface.view.values : initialValues(surface.blocks)
  const { blockId, actionId } = placed
  const state = click.change === undefined ? values : withValue(values, placed, click.change)
  return { do: 'click', in: place, blockId, actionId, change, state }
}

type ClickPlace = Extract<PersonAct, { do: 'click' }>['in']

function clickPlace(workspace: Workspace, user: string, click: Click): ClickPlace {
  if (typeof click.in !== 'string') return click.in
  if (click.in === 'home') return 'home'
  const channel = channelId(workspace, user, click.in)
  const message = visibleTo(workspace, user, channel).findLast(({ blocks = [] }) =>
    placedElement(blocks, click.blockId, click.actionId),
  )
  if (!message) throw new Error(`${user} sees no element "${click.actionId}" in ${click.in}.`)
  return { channel, ts: message.ts }
}

function filledIn(
  workspace: Workspace,
  user: string,
  viewId: string,
  values: Record<string, unknown>,
): StateValues {
  const stored = stackOf(workspace, user).find(({ id }) => id === viewId)
  if (!stored) return {}
  const placed = elementsIn(stored.view.blocks)
  return Object.entries(values).reduce((state, [name, plain]) => {
    const found = placed.find((one) => one.blockId === name) ?? placed.find((one) => one.actionId === name)
    if (!found) throw new Error(`The modal has no field "${name}".`)
    return withValue(state, found, plain)
  }, stored.values)
}

function withValue(
  state: StateValues,
  { blockId, actionId, element }: PlacedElement,
  plain: unknown,
): StateValues {
  const value = { type: element.type, ...changeOf(element, plain) }
  if (element.type === 'button' || element.type === 'overflow') return state
  return { ...state, [blockId]: { ...state[blockId], [actionId]: value } }
}
