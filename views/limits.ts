import type {
  Button,
  ConfirmationDialog,
  InputBlock,
  KnownBlock,
  PlainTextOption,
  TextObject,
} from '@slack/types'
import { shorten } from './text.ts'

/**
 * Characters or counts that Slack accepts, a little under where the exact figure is not published.
 * Source: https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/views/modal-views
 */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  messageSize: 13_000,
  viewSize: 200_000,
  sectionText: 2990,
  fieldText: 1990,
  fields: 10,
  headerText: 150,
  contextElements: 10,
  actionElements: 25,
  buttonText: 75,
  value: 2000,
  url: 3000,
  options: 100,
  overflowOptions: 5,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  inputText: 2000,
  typedText: 3000,
  modalTitle: 24,
  metadata: 3000,
  fallbackText: 3000,
  markdown: 11_000,
} as const

type Surface = 'message' | 'modal' | 'home'

/** Blocks that Slack accepts: whatever is over a limit is shortened, or left out and counted. Buttons stay. */
export function withinLimits(blocks: KnownBlock[], surface: Surface): KnownBlock[] {
  const isMessage = surface === 'message'
  const isTooLarge = isMessage ? tooLong : tooManyBytes
  const most = isMessage ? limits.messageBlocks : limits.viewBlocks
  let fitted: KnownBlock[] = blocks
  for (const max of [limits.sectionText, 1500, 700, 300]) {
    fitted = blocks.flatMap((block) => fitBlock(block, max))
    if (!isTooLarge(fitted)) break
  }
  return leaveOut(fitted, most, isTooLarge)
}

/** What counts against a message's limit. Slack does not publish how it counts: this is the most it can be. */
export const charactersIn = (value: unknown): number => JSON.stringify(value).length

/** What counts against a view's limit. */
const bytesIn = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

const tooLong = (blocks: readonly KnownBlock[]): boolean => charactersIn(blocks) > limits.messageSize
const tooManyBytes = (blocks: readonly KnownBlock[]): boolean => bytesIn(blocks) > limits.viewSize

/** Leaves out the last blocks that are not buttons, until the rest fits with a line that counts them. */
function leaveOut(
  blocks: KnownBlock[],
  most: number,
  isTooLarge: (blocks: readonly KnownBlock[]) => boolean,
): KnownBlock[] {
  const kept = [...blocks]
  let left = 0
  let shown = kept
  while (shown.length > most || isTooLarge(shown)) {
    const last = kept.findLastIndex((block) => block.type !== 'actions' && block.type !== 'input')
    const at = last >= 0 ? last : kept.length - 1
    kept.splice(at, 1)
    left += 1
    shown = kept.toSpliced(at, 0, missing(left))
  }
  return shown
}

const missing = (left: number): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: `… and ${left} more` }],
})

function fitBlock(block: KnownBlock, max: number): KnownBlock[] {
  switch (block.type) {
    case 'section':
      return fitSection(block, max)
    case 'header':
      return [
        { ...block, text: { ...block.text, text: filled(shorten(block.text.text, limits.headerText)) } },
      ]
    case 'context':
      return [
        {
          ...block,
          elements: block.elements.slice(0, limits.contextElements).map((each) => fitElement(each, max)),
        },
      ]
    case 'actions':
      return [
        { ...block, elements: block.elements.slice(0, limits.actionElements).map((each) => fitButton(each)) },
      ]
    case 'input':
      return [fitInput(block)]
    case 'markdown':
      return [{ ...block, text: shorten(block.text, Math.min(limits.markdown, max * 4)) }]
    default:
      return [block]
  }
}

type Section = Extract<KnownBlock, { type: 'section' }>

function fitSection(block: Section, max: number): KnownBlock[] {
  const { text, fields, ...rest } = block
  const shown = fields
    ?.slice(0, limits.fields)
    .map((field) => fitText(field, Math.min(max, limits.fieldText)))
  if (!text && !shown?.length) return []
  const accessory = rest.accessory ? { accessory: fitButton(rest.accessory) } : {}
  return [
    {
      ...rest,
      ...accessory,
      ...(text ? { text: fitText(text, max) } : {}),
      ...(shown?.length ? { fields: shown } : {}),
    },
  ]
}

type ContextElement = Extract<KnownBlock, { type: 'context' }>['elements'][number]

const fitElement = (element: ContextElement, max: number): ContextElement =>
  element.type === 'mrkdwn' || element.type === 'plain_text'
    ? fitText(element, Math.min(max, limits.inputText))
    : element

function fitText<Text extends TextObject>(text: Text, max: number): Text {
  const cut = text.type === 'mrkdwn' ? clip(text.text, max) : shorten(text.text, max)
  return { ...text, text: filled(cut) }
}

/** Buttons are the only elements here whose words come from outside; a web address over the limit is left out. */
const fitButton = <Element extends { type: string }>(element: Element | Button): Element | Button =>
  isButton(element) ? shortenButton(element) : element

function shortenButton({ url, confirm, ...button }: Button): Button {
  return {
    ...button,
    text: { ...button.text, text: filled(shorten(button.text.text, limits.buttonText)) },
    ...(button.value === undefined ? {} : { value: button.value.slice(0, limits.value) }),
    ...(url && url.length <= limits.url ? { url } : {}),
    ...(confirm ? { confirm: fitConfirm(confirm) } : {}),
  }
}

const isButton = (element: { type: string }): element is Button => element.type === 'button'

const fitConfirm = (confirm: ConfirmationDialog): ConfirmationDialog => ({
  ...confirm,
  ...(confirm.title ? { title: fitText(confirm.title, 100) } : {}),
  text: fitText(confirm.text, 300),
  ...(confirm.confirm ? { confirm: fitText(confirm.confirm, 30) } : {}),
  ...(confirm.deny ? { deny: fitText(confirm.deny, 30) } : {}),
})

const fitInput = (block: InputBlock): InputBlock => ({
  ...block,
  label: fitText(block.label, limits.inputText),
  ...(block.hint ? { hint: fitText(block.hint, limits.inputText) } : {}),
})

/** An option of a select whose words and value Slack accepts. */
export const shortenOption = (option: PlainTextOption): PlainTextOption => ({
  ...option,
  text: fitText(option.text, limits.optionText),
  value: filled((option.value ?? '').slice(0, limits.optionValue)),
  ...(option.description ? { description: fitText(option.description, limits.optionText) } : {}),
})

/** Slack refuses empty text. */
const filled = (text: string): string => (text.trim() === '' ? '–' : text)

/** At most `max` characters of mrkdwn, never cut inside a `<…>` token, an entity or a code span. */
export function clip(mrkdwn: string, max: number): string {
  if (mrkdwn.length <= max) return mrkdwn
  const cut = shorten(mrkdwn, max - 1).slice(0, -1)
  const whole = cut.replace(/<[^<>]*$/, '').replace(/&[a-z]{0,4}$/, '')
  const isInCode = (whole.match(/`/g)?.length ?? 0) % 2 === 1
  return `${whole}…${isInCode ? '`' : ''}`
}
