import type { Snapshot } from '../slack/protocol.ts'

/** A completion for what is being typed: `insert` replaces the text from `from` to the caret. */
export type Suggestion = { label: string; hint: string; insert: string; from: number }

/** Commands at the beginning of the text, people and groups after `@`, channels after `#`. */
export function suggest(text: string, caret: number, world: Snapshot): Suggestion[] {
  const before = text.slice(0, caret)
  const command = /^\/(\S*)$/.exec(before)
  if (command) return suggestCommands(command[1] ?? '', world)
  const word = /(?:^|[\s(])([@#])([\w.-]*)$/.exec(before)
  if (!word) return []
  const typed = word[2] ?? ''
  const from = caret - typed.length - 1
  return word[1] === '@' ? suggestPeople(typed, from, world) : suggestChannels(typed, from, world)
}

/** While a command's arguments are typed: how it is used. */
export function usageOf(text: string, world: Snapshot): string | undefined {
  const name = /^(\/\S+)\s/.exec(text)?.[1]
  const known = world.commands.find((command) => command.command === name)
  return known?.usageHint ? `${known.command} ${known.usageHint}` : undefined
}

function suggestCommands(typed: string, world: Snapshot): Suggestion[] {
  return world.commands
    .filter(({ command }) => command.slice(1).startsWith(typed))
    .map(({ command, description, usageHint }) => ({
      label: usageHint ? `${command} ${usageHint}` : command,
      hint: description,
      insert: `${command} `,
      from: 0,
    }))
}

function suggestPeople(typed: string, from: number, world: Snapshot): Suggestion[] {
  const people = world.users.map(({ name, realName, title }) => ({
    label: `@${name}`,
    hint: [realName, title].filter(Boolean).join(' · '),
  }))
  const groups = world.groups.map(({ handle, name }) => ({ label: `@${handle}`, hint: `${name} (group)` }))
  return [...people, ...groups]
    .filter(({ label, hint }) => matches(`${label.slice(1)} ${hint}`, typed))
    .map(({ label, hint }) => ({ label, hint, insert: `${label} `, from }))
}

function suggestChannels(typed: string, from: number, world: Snapshot): Suggestion[] {
  return world.channels
    .filter((channel) => channel.kind !== 'direct' && !channel.isArchived && matches(channel.name, typed))
    .map((channel) => ({ label: `#${channel.name}`, hint: channel.topic, insert: `#${channel.name} `, from }))
}

function matches(text: string, typed: string): boolean {
  return text
    .toLowerCase()
    .split(/[\s-]+/)
    .concat(text.toLowerCase())
    .some((word) => word.startsWith(typed.toLowerCase()))
}
