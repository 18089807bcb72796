import type { UserId } from '../people.ts'

export type Names = Readonly<Record<UserId, string>>

/** `2026-11-23 03:05 UTC`, since a file has readers everywhere. */
export const utc = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** A person by name; by Slack's id where Slack knows none. */
export const personIn = (names: Names, id: string): string =>
  id === 'pilothouse' ? 'Pilothouse' : cell(names[id] ?? id)

/** Foreign text on one line, of which nothing becomes a table's border, HTML, code or a link. */
export const cell = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\|`[\]*]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')

/** The same of a sentence of ours, in which people are `@U…`, and of Slack's own marks for people, channels and links. */
export function sentenceIn(names: Names, text: string): string {
  const plain = text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1')
  return plain
    .split(/(?<![\w@])@([UWS][A-Z0-9]{8,})\b/)
    .map((part, index) => (index % 2 === 1 ? personIn(names, part) : escaped(part)))
    .join('')
}

/** Like `cell`, with the spaces around it. */
const escaped = (text: string): string =>
  `${/^\s/.test(text) ? ' ' : ''}${cell(text)}${/\S\s+$/.test(text) ? ' ' : ''}`

/** A table; a sentence where it would have no row. */
export function table(head: readonly string[], rows: readonly string[][], none: string): string {
  if (rows.length === 0) return none
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** "12 s", "3 min", "1 h 05 min", "2 d 3 h". */
export function lasting(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return `${Math.round(ms / 1000)} s`
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}
