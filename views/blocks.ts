import type {
  ActionsBlock,
  Button,
  Checkboxes,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  InputBlock,
  KnownBlock,
  ModalView,
  MultiStaticSelect,
  Overflow,
  PlainTextElement,
  PlainTextInput,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types'
import { type ActionId, type FormId, forms } from './actions.ts'
import { clip, limits, shortenOption, withinLimits } from './limits.ts'
import { shorten } from './text.ts'

const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: true })

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text) })

export const section = (text: string, accessory?: Button): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  ...(accessory ? { accessory } : {}),
})

/** Short facts, one on a line, which is shorter than columns on a phone. Facts without a value are left out. */
export const factLines = (of: Record<string, string | null>): SectionBlock =>
  section(
    Object.entries(of)
      .flatMap(([name, value]) => (value === null ? [] : [`*${name}:* ${value}`]))
      .join('\n'),
  )

export const context = (text: string): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text }],
})

export const divider: DividerBlock = { type: 'divider' }

/** Whatever is needed seldom, behind three dots; Slack takes five. */
export const overflow = (action: ActionId, choices: readonly Choice[]): Overflow => ({
  type: 'overflow',
  action_id: action,
  options: choices.slice(0, limits.overflowOptions).map(option),
})

export const row = (buttons: (Button | Overflow)[]): ActionsBlock[] =>
  buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons }]

export const button = (
  action: ActionId,
  label: string,
  value: string,
  look: { style?: 'primary' | 'danger'; confirm?: ConfirmationDialog } = {},
): Button => ({ type: 'button', action_id: action, text: plain(label), value, ...look })

export const confirm = (title: string, text: string, yes: string, no: string): ConfirmationDialog => ({
  title: plain(title),
  text: plain(text),
  confirm: plain(yes),
  deny: plain(no),
})

/** Lines packed into as few sections as the limit of a section allows. */
export function packed(lines: readonly string[], max = limits.sectionText): SectionBlock[] {
  const texts: string[] = []
  for (const line of lines.map((each) => clip(each, max))) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + 1 + line.length <= max)
      texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return texts.map((text) => section(text))
}

type Field = { name: string; label: string; hint?: string; isOptional?: boolean; dispatches?: boolean }

const input = (field: Field, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: field.name,
  label: plain(field.label),
  element,
  ...(field.hint ? { hint: plain(field.hint) } : {}),
  ...(field.isOptional ? { optional: true } : {}),
  ...(field.dispatches ? { dispatch_action: true } : {}),
})

/** A field to type into. `max` is characters, at most 3,000. */
export function textField(
  field: Field & { initial?: string | undefined; placeholder?: string; isLong?: boolean; max?: number },
): InputBlock {
  const max = field.max ?? limits.typedText
  return input(field, {
    type: 'plain_text_input',
    action_id: field.name,
    max_length: max,
    ...(field.isLong ? { multiline: true } : {}),
    ...(field.initial ? { initial_value: shorten(field.initial, max) } : {}),
    ...(field.placeholder ? { placeholder: plain(field.placeholder) } : {}),
    ...(field.dispatches ? { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } } : {}),
  } satisfies PlainTextInput)
}

export type Choice = { value: string; label: string; description?: string | undefined }

/** A field to choose from. The chosen value comes first where there are more choices than Slack can show. */
export function choiceField(field: Field & { choices: Choice[]; chosen?: string | undefined }): InputBlock {
  const chosen = field.choices.find((choice) => choice.value === field.chosen)
  const shown = field.choices.slice(0, limits.options)
  const choices = chosen && !shown.includes(chosen) ? [chosen, ...shown.slice(0, -1)] : shown
  return input(field, {
    type: 'static_select',
    action_id: field.name,
    options: choices.map(option),
    ...(chosen ? { initial_option: option(chosen) } : {}),
  } satisfies StaticSelect)
}

/** A field to choose several from. */
export function choicesField(field: Field & { choices: Choice[]; chosen?: readonly string[] }): InputBlock {
  const choices = field.choices.slice(0, limits.options)
  const chosen = choices.filter(({ value }) => field.chosen?.includes(value))
  return input(field, {
    type: 'multi_static_select',
    action_id: field.name,
    options: choices.map(option),
    ...(chosen.length > 0 ? { initial_options: chosen.map(option) } : {}),
  } satisfies MultiStaticSelect)
}

/** A choice that acts at once, among buttons. */
export function choiceElement(
  action: ActionId,
  placeholder: string,
  choices: readonly Choice[],
  chosen?: string,
): StaticSelect {
  const initial = choices.find(({ value }) => value === chosen)
  return {
    type: 'static_select',
    action_id: action,
    placeholder: plain(placeholder),
    options: choices.map(option),
    ...(initial ? { initial_option: option(initial) } : {}),
  }
}

/** One box to tick; a form has its value where it is ticked. */
export function tickField(field: Field & { value: string; says: string; isTicked?: boolean }): InputBlock {
  const box = option({ value: field.value, label: field.says })
  return input(field, {
    type: 'checkboxes',
    action_id: field.name,
    options: [box],
    ...(field.isTicked ? { initial_options: [box] } : {}),
  } satisfies Checkboxes)
}

/** A field to choose a date and a time, which the reader sees by their own clock. */
export const momentField = (field: Field & { initial?: Date | undefined }): InputBlock =>
  input(field, {
    type: 'datetimepicker',
    action_id: field.name,
    ...(field.initial ? { initial_date_time: Math.floor(field.initial.getTime() / 1000) } : {}),
  })

/** A field to choose a day. */
export const dateField = (field: Field): InputBlock =>
  input(field, { type: 'datepicker', action_id: field.name })

/** A field to choose a person. */
export const personField = (field: Field & { initial?: string | undefined }): InputBlock =>
  input(field, {
    type: 'users_select',
    action_id: field.name,
    ...(field.initial ? { initial_user: field.initial } : {}),
  })

const option = (choice: Choice): PlainTextOption =>
  shortenOption({
    text: plain(choice.label),
    value: choice.value,
    ...(choice.description ? { description: plain(choice.description) } : {}),
  })

export type Modal = ModalView & { blocks: KnownBlock[] }

/** A modal that only shows something. */
export const reading = (title: string, blocks: KnownBlock[], metadata = ''): Modal => ({
  type: 'modal',
  title: plain(shorten(title, limits.modalTitle)),
  close: plain('Close'),
  private_metadata: metadata,
  blocks: withinLimits(blocks, 'modal'),
})

/** A modal to fill in. Metadata that is over Slack's limit is left out: better a form without it than no form. */
export const form = (
  id: FormId,
  words: { title: string; submit: string; metadata: string },
  blocks: KnownBlock[],
): ModalView => ({
  type: 'modal',
  callback_id: forms[id].id,
  title: plain(shorten(words.title, limits.modalTitle)),
  submit: plain(shorten(words.submit, limits.modalTitle)),
  close: plain('Cancel'),
  private_metadata: words.metadata.length > limits.metadata ? '' : words.metadata,
  blocks: withinLimits(blocks, 'modal'),
})
