import type { Snapshot } from '../slack/protocol.ts'
import { type SlackOption, textIn } from './element-props.ts'
import { type AnyElement, chosenWords, type ElementValue } from './form-state.ts'

/** One row of a select, whatever its source. `raw` is what Slack would put into `selected_…`. */
export type Choice = { value: string; label: string; hint?: string; group?: string; raw: unknown }

export function isMany(element: AnyElement): boolean {
  return element.type.startsWith('multi_')
}

function wordOf(element: AnyElement): string {
  return chosenWords[element.type.replace(/^multi_/, '')] ?? 'option'
}

function fieldOf(element: AnyElement): string {
  return `selected_${wordOf(element)}${isMany(element) ? 's' : ''}`
}

/** What the select offers before anything is asked of the app. */
export function choicesFor(element: AnyElement, world: Snapshot): Choice[] {
  switch (wordOf(element)) {
    case 'user':
      return world.users.map(({ id, realName, title }) => ({
        value: id,
        label: realName,
        hint: title,
        raw: id,
      }))
    case 'channel':
      return channels(world, ['public'])
    case 'conversation':
      return channels(world, ['public', 'private', 'direct'])
    default:
      return optionChoices(element)
  }
}

function channels(world: Snapshot, kinds: string[]): Choice[] {
  return world.channels
    .filter((channel) => kinds.includes(channel.kind) && !channel.isArchived)
    .map((channel) => {
      const peer = world.users.find((user) => user.id === channel.peer)
      return { value: channel.id, label: peer ? peer.realName : `#${channel.name}`, raw: channel.id }
    })
}

function optionChoices(element: AnyElement): Choice[] {
  const groups = (element.option_groups ?? []) as { label: { text: string }; options: SlackOption[] }[]
  const plain = ((element.options ?? []) as SlackOption[]).map((option) => optionChoice(option))
  return [
    ...plain,
    ...groups.flatMap((group) => group.options.map((option) => optionChoice(option, group.label.text))),
  ]
}

export function optionChoice(option: SlackOption, group?: string): Choice {
  const hint = textIn(option.description)
  return {
    value: option.value,
    label: option.text.text,
    raw: option,
    ...(hint ? { hint } : {}),
    ...(group ? { group } : {}),
  }
}

/** What is chosen now, as rows; ids that the workspace no longer knows are shown as they are. */
export function chosenIn(element: AnyElement, value: ElementValue, known: Choice[]): Choice[] {
  const held = value[fieldOf(element)]
  const list = isMany(element) ? ((held ?? []) as unknown[]) : held ? [held] : []
  return list.map((raw) => {
    if (typeof raw !== 'string') return optionChoice(raw as SlackOption)
    return known.find((choice) => choice.value === raw) ?? { value: raw, label: raw, raw }
  })
}

export function changeTo(element: AnyElement, chosen: Choice[]): ElementValue {
  const raw = chosen.map((choice) => choice.raw)
  return { [fieldOf(element)]: isMany(element) ? raw : (raw[0] ?? null) }
}
