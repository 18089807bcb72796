/** What form elements hold, in the shapes that Slack gives to `state.values` and to actions. */
import type { AnyBlock } from '@slack/types'
import type { StateValues } from './protocol.ts'
import { type Dict, isDict } from './rules.ts'
import { elementsOf, withInner } from './surfaces.ts'

type Shape = { field: string; initial: string; empty: unknown }

const shapes: Record<string, Shape> = {
  plain_text_input: { field: 'value', initial: 'initial_value', empty: null },
  email_text_input: { field: 'value', initial: 'initial_value', empty: null },
  url_text_input: { field: 'value', initial: 'initial_value', empty: null },
  number_input: { field: 'value', initial: 'initial_value', empty: null },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value', empty: null },
  static_select: { field: 'selected_option', initial: 'initial_option', empty: null },
  external_select: { field: 'selected_option', initial: 'initial_option', empty: null },
  radio_buttons: { field: 'selected_option', initial: 'initial_option', empty: null },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', empty: [] },
  multi_external_select: { field: 'selected_options', initial: 'initial_options', empty: [] },
  checkboxes: { field: 'selected_options', initial: 'initial_options', empty: [] },
  users_select: { field: 'selected_user', initial: 'initial_user', empty: null },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', empty: [] },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', empty: null },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', empty: [] },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation', empty: null },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    empty: [],
  },
  datepicker: { field: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { field: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', empty: null },
  file_input: { field: 'files', initial: 'initial_files', empty: [] },
}

/** The state of a form that nobody has touched. Buttons and menus without a value aren't part of it. */
export function initialValues(blocks: readonly AnyBlock[]): StateValues {
  const values: StateValues = {}
  for (const { blockId, actionId, element } of elementsIn(blocks)) {
    const shape = shapes[String(element.type)]
    if (!shape) continue
    values[blockId] = {
      ...values[blockId],
      [actionId]: { type: element.type, [shape.field]: element[shape.initial] ?? shape.empty },
    }
  }
  return values
}

export type PlacedElement = { block: Dict; blockId: string; actionId: string; element: Dict }

export function elementsIn(blocks: readonly AnyBlock[]): PlacedElement[] {
  return withInner(blocks.map((block) => ({ ...block }))).flatMap((block) =>
    elementsOf(block).map((element) => ({
      block,
      blockId: String(block.block_id),
      actionId: String(element.action_id),
      element,
    })),
  )
}

/**
 * What an element sends when a person picks or types `plain`: an option is looked up by its value, then by its text.
 * An object is taken to be in Slack's shape already.
 */
export function changeOf(element: Dict, plain: unknown): Dict {
  if (isDict(plain) && !('text' in plain)) return plain
  const shape =
    shapes[String(element.type)] ?? (element.type === 'overflow' ? shapes.static_select : undefined)
  if (!shape) return {}
  if (shape.field === 'selected_option')
    return { selected_option: plain === null ? null : optionOf(element, plain) }
  if (shape.field !== 'selected_options') return { [shape.field]: plain }
  return { selected_options: (Array.isArray(plain) ? plain : [plain]).map((one) => optionOf(element, one)) }
}

function optionOf(element: Dict, plain: unknown): unknown {
  if (isDict(plain)) return plain
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isDict) : []
  const options = [element, ...groups]
    .flatMap(({ options }) => (Array.isArray(options) ? options : []))
    .filter(isDict)
  const found =
    options.find(({ value }) => value === plain) ??
    options.find(({ text }) => isDict(text) && text.text === plain)
  if (found) return found
  if (String(element.type).includes('external'))
    return { text: { type: 'plain_text', text: plain }, value: plain }
  throw new Error(`The element ${String(element.action_id)} offers no option "${String(plain)}".`)
}

/** Whether nothing is filled in. */
export function isEmptyValue(value: Dict | undefined): boolean {
  const entries = Object.entries(value ?? {}).filter(([name]) => name !== 'type')
  return entries.every(
    ([, held]) =>
      held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0),
  )
}
