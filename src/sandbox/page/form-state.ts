import type { KnownBlock, ModalView } from '@slack/types'
import type { StateValues } from '../slack/protocol.ts'

/** An element's value as Slack names it: `{ selected_option }`, `{ value }`, `{ selected_users }` … */
export type ElementValue = Record<string, unknown>

/** Any interactive element, read by its fields: the union of @slack/types has no common shape. */
export type AnyElement = { type: string; action_id?: string } & Record<string, unknown>

type PlacedElement = { blockId: string; actionId: string; element: AnyElement; isOptional: boolean }

/** Selects come in five sources; each has its own word for what was chosen. */
export const chosenWords: Record<string, string> = {
  static_select: 'option',
  external_select: 'option',
  users_select: 'user',
  conversations_select: 'conversation',
  channels_select: 'channel',
}

const valueWords: Record<string, [field: string, initial: string]> = {
  plain_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  radio_buttons: ['selected_option', 'initial_option'],
  checkboxes: ['selected_options', 'initial_options'],
  ...Object.fromEntries(
    Object.entries(chosenWords).flatMap(([type, word]) => [
      [type, [`selected_${word}`, `initial_${word}`]],
      [`multi_${type}`, [`selected_${word}s`, `initial_${word}s`]],
    ]),
  ),
}

/** Where the element keeps its value, or undefined for buttons and the like, which keep none. */
function valueField(type: string): string | undefined {
  return valueWords[type]?.[0]
}

export function initialValue(element: AnyElement): ElementValue | undefined {
  const words = valueWords[element.type]
  if (!words) return undefined
  const isMany = element.type.startsWith('multi_') || element.type === 'checkboxes'
  return { [words[0]]: element[words[1]] ?? (isMany ? [] : null) }
}

/** The types of views allow any block; what isn't known is drawn as a line that says so. */
export function blocksOf(view: { blocks: readonly object[] } | undefined): readonly KnownBlock[] {
  return (view?.blocks ?? []) as readonly KnownBlock[]
}

/** Slack makes an id up for a block that has none; so do we, by its place. */
export function blockIdOf(block: { block_id?: string }, index: number): string {
  return block.block_id ?? `block-${index}`
}

export function actionIdOf(element: { action_id?: string }, index: number): string {
  return element.action_id ?? `action-${index}`
}

function placedElements(blocks: readonly KnownBlock[]): PlacedElement[] {
  return blocks.flatMap((block, index) => {
    if (block.type === 'container') return placedElements(block.child_blocks)
    const isOptional = block.type !== 'input' || block.optional === true
    return elementsOf(block).map((element, position) => ({
      blockId: blockIdOf(block, index),
      actionId: actionIdOf(element, position),
      element,
      isOptional,
    }))
  })
}

function elementsOf(block: KnownBlock): AnyElement[] {
  if (block.type === 'input') return [block.element as unknown as AnyElement]
  if (block.type === 'actions') return block.elements as unknown as AnyElement[]
  if (block.type === 'section' && block.accessory) return [block.accessory as unknown as AnyElement]
  return []
}

/** `state.values` as Slack would send it: what was typed, else what the element began with. */
export function readState(blocks: readonly KnownBlock[], typed: StateValues): StateValues {
  const state: StateValues = {}
  for (const { blockId, actionId, element } of placedElements(blocks)) {
    const initial = initialValue(element)
    const value = typed[blockId]?.[actionId] ?? initial
    if (initial) state[blockId] = { ...state[blockId], [actionId]: { type: element.type, ...value } }
  }
  return state
}

/** What Slack's own client refuses before it sends a form: block_id → sentence. */
export function findMistakes(view: ModalView, state: StateValues): Record<string, string> {
  const mistakes: Record<string, string> = {}
  for (const { blockId, actionId, element, isOptional } of placedElements(blocksOf(view))) {
    const field = valueField(element.type)
    const mistake = field && mistakeIn(element, state[blockId]?.[actionId]?.[field], isOptional)
    if (mistake) mistakes[blockId] = mistake
  }
  return mistakes
}

function mistakeIn(element: AnyElement, value: unknown, isOptional: boolean): string | undefined {
  if (isEmpty(value)) return isOptional ? undefined : 'Please complete this required field.'
  if (typeof value !== 'string') return undefined
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value))
    return 'Please enter an email address.'
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(value))
    return 'Please enter a web address, with https://.'
  return element.type === 'number_input' ? numberMistake(element, value) : lengthMistake(element, value)
}

function numberMistake(element: AnyElement, value: string): string | undefined {
  const number = Number(value)
  if (!Number.isFinite(number)) return 'Please enter a number.'
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.'
  if (number < Number(element.min_value ?? -Infinity)) return `Please enter at least ${element.min_value}.`
  if (number > Number(element.max_value ?? Infinity)) return `Please enter at most ${element.max_value}.`
  return undefined
}

function lengthMistake(element: AnyElement, value: string): string | undefined {
  const least = Number(element.min_length ?? 0)
  const most = Number(element.max_length ?? 3000)
  if (value.length < least) return `Please write at least ${least} characters.`
  return value.length > most ? `Please write at most ${most} characters; this is ${value.length}.` : undefined
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}
