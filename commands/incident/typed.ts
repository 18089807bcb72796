import type { UserId } from '../../src/domain/people.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { parseId } from '../words.ts'

/** What a text is read against. */
export type Known = Pick<TeamConfig, 'incidents' | 'services'>

/** Reads what stands behind a verb; null where verb and rest are a title after all: "ack is slow". */
export type Parse<Command> = (rest: string, known: Known) => Command | Refusal | null

/** The first word and the rest as it was typed, line breaks included. */
export function takeWord(text: string): [word: string, rest: string] {
  const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(text.trim()) ?? []
  return [word, rest]
}

/** A number, if one stands first, and the rest. */
export function takeId(text: string): [id: number | null, rest: string] {
  const [word, rest] = takeWord(text)
  const id = parseId(word)
  return id === null ? [null, text.trim()] : [id, rest]
}

/** What may follow a verb that takes a number, if anything; "list page is broken" is a title. */
export const startsWithNumber = /^(\S*$|#?\d{1,9}\s)/

export const withoutBecause = (text: string): string => text.replace(/^because(\s+|$)/i, '')

/** A person chosen from Slack's list; null for any other word. */
export const mentionIn = (word: string | undefined): UserId | null =>
  /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(word ?? '')?.[1] ?? null
