/** Buttons, menus and the like, wherever they stand. */
import type { AnyBlock } from '@slack/types'
import { interactionTrouble } from './answers.ts'
import { elementsIn, type PlacedElement } from './element-values.ts'
import { findMessage, messageObject } from './messages.ts'
import { actionTs, channelName, interaction } from './payloads.ts'
import type { ActAnswer, PersonAct, StateValues } from './protocol.ts'
import { type Dict, isDict } from './rules.ts'
import type { StoredChannel, StoredMessage, StoredView } from './state.ts'
import { stackOf, viewObject } from './view-stack.ts'
import { newResponseUrl, type Workspace } from './workspace.ts'

type Act<Kind extends PersonAct['do']> = Extract<PersonAct, { do: Kind }>

/** Where an element stands: `view` for modals and the home tab. */
export type Surface =
  | { kind: 'message'; channel: StoredChannel; message: StoredMessage; blocks: readonly AnyBlock[] }
  | { kind: 'view'; view: StoredView; blocks: readonly AnyBlock[] }

export async function click(workspace: Workspace, user: string, act: Act<'click'>): Promise<ActAnswer> {
  const surface = surfaceOf(workspace, user, act.in)
  const placed = surface && placedElement(surface.blocks, act.blockId, act.actionId)
  if (!surface || !placed) return { ok: false, trouble: 'This was changed or removed in the meantime.' }
  if (surface.kind === 'view') remember(surface.view, placed, act)
  const payload = {
    ...interaction(workspace, 'block_actions', user, surface.kind === 'view' ? surface.view.id : undefined),
    ...placeOf(workspace, user, surface, act.state),
    actions: [actionOf(workspace, placed, act.change)],
  }
  const { outcome } = await workspace.app.deliver({ type: 'interactive', payload })
  return outcome === 'acked' ? { ok: true } : { ok: false, trouble: interactionTrouble(outcome) }
}

export function surfaceOf(
  workspace: Workspace,
  user: string,
  place: Act<'click'>['in'],
): Surface | undefined {
  if (place === 'home') return viewSurface(workspace.state.homes[user])
  if ('viewId' in place) return viewSurface(stackOf(workspace, user).find(({ id }) => id === place.viewId))
  const channel = workspace.state.channels.find(({ id }) => id === place.channel)
  const message = channel && findMessage(workspace, channel.id, place.ts)
  const isHidden = message?.ephemeralFor !== undefined && message.ephemeralFor !== user
  if (!channel || !message || isHidden) return undefined
  return { kind: 'message', channel, message, blocks: message.blocks ?? [] }
}

function viewSurface(view: StoredView | undefined): Surface | undefined {
  return view && { kind: 'view', view, blocks: view.view.blocks }
}

export function placedElement(
  blocks: readonly AnyBlock[],
  blockId: string | undefined,
  actionId: string,
): PlacedElement | undefined {
  const same = elementsIn(blocks).filter((one) => one.actionId === actionId)
  const meant = same.find((one) => blockId === undefined || one.blockId === blockId)
  // An edit names blocks anew that the app gave no name, and a click may be on its way meanwhile.
  return meant ?? (same.length === 1 ? same[0] : undefined)
}

/** Keeps what is filled in, so that it is still there when the app updates the view. */
function remember({ values }: StoredView, placed: PlacedElement, { state, change }: Act<'click'>): void {
  mergeValues(values, state)
  const { blockId, actionId, element } = placed
  const held = values[blockId]?.[actionId]
  if (held) values[blockId] = { ...values[blockId], [actionId]: { ...held, ...change, type: element.type } }
}

export function mergeValues(values: StateValues, more: StateValues): void {
  for (const [block, actions] of Object.entries(more)) values[block] = { ...values[block], ...actions }
}

function placeOf(workspace: Workspace, user: string, surface: Surface, state: StateValues): Dict {
  if (surface.kind === 'view') {
    return { container: { type: 'view', view_id: surface.view.id }, view: viewObject(surface.view) }
  }
  const { channel, message } = surface
  const isEphemeral = message.ephemeralFor !== undefined
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: { id: channel.id, name: channelName(channel) },
    // Slack sends no message along for one that only this person sees.
    ...(isEphemeral ? {} : { message: messageObject(message) }),
    state: { values: state },
    response_url: newResponseUrl(workspace, user, channel.id, message.ts),
  }
}

function actionOf(workspace: Workspace, { element, blockId, actionId }: PlacedElement, change: Dict): Dict {
  const { type, text, value, style, placeholder } = element
  const own = Object.entries({ text, value, style, placeholder }).filter(([, part]) => part !== undefined)
  return {
    ...Object.fromEntries(own),
    ...change,
    type,
    action_id: actionId,
    block_id: blockId,
    action_ts: actionTs(workspace),
  }
}

export async function suggest(workspace: Workspace, user: string, act: Act<'options'>): Promise<ActAnswer> {
  const place = act.viewId ? { viewId: act.viewId } : { channel: act.channel ?? '', ts: act.ts ?? '' }
  const surface = surfaceOf(workspace, user, place)
  if (!surface) return { ok: false, trouble: 'This was changed or removed in the meantime.' }
  const where = placeOf(workspace, user, surface, surface.kind === 'view' ? surface.view.values : {})
  const { blockId: block_id, actionId: action_id, query: value } = act
  const { trigger_id: _unused, ...common } = interaction(workspace, 'block_suggestion', user)
  const payload = { ...common, ...where, block_id, action_id, value }
  const delivery = await workspace.app.deliver({ type: 'interactive', payload })
  if (delivery.outcome !== 'acked') return { ok: false, trouble: interactionTrouble(delivery.outcome) }
  return { ok: true, options: optionsIn(delivery.response) }
}

function optionsIn(response: unknown): NonNullable<ActAnswer['options']> {
  if (!isDict(response)) return []
  const groups = Array.isArray(response.option_groups) ? response.option_groups.filter(isDict) : []
  const options = [response, ...groups].flatMap(({ options }) => (Array.isArray(options) ? options : []))
  return options.filter(isDict).map(({ text, value, description }) => ({
    text: isDict(text) ? String(text.text) : '',
    value: String(value),
    ...(isDict(description) ? { description: String(description.text) } : {}),
  }))
}
