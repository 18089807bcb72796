import type { UserId } from '../../src/domain/people.ts'
import { parseId } from '../words.ts'

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

export const withoutBecause = (text: string): string => text.replace(/^because(\s+|$)/i, '')

/** A person chosen from Slack's list; null for any other word. */
export const mentionIn = (word: string | undefined): UserId | null =>
  /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(word ?? '')?.[1] ?? null
