import { parseDuration } from '../../src/domain/duration.ts'
import { parseDate } from '../../src/domain/local-time.ts'
import type { PastTime } from '../../src/domain/past-time.ts'
import { clockOf, spelledDuration } from '../time-grammar.ts'

/** `14:05`, `yesterday 22:00`, `2026-11-22 14:05`, `20m ago`, `2 hours ago`, `now`; null for anything else. */
export function parsePast(typed: readonly string[]): PastTime | null {
  const words = typed.map((word) => word.toLowerCase()).filter((word) => word !== 'at')
  const [first = '', second] = words
  if (first === 'now' && words.length === 1) return { is: 'ago', ms: 0 }
  if (words.at(-1) === 'ago') return ago(words.slice(0, -1))
  if (words.length === 1) return withClock({ is: 'last' }, first)
  if (words.length > 2) return null
  if (first === 'today' || first === 'yesterday') return withClock({ is: first }, second)
  const date = parseDate(first)
  return date === undefined ? null : withClock({ is: 'date', date }, second)
}

function ago(words: readonly string[]): PastTime | null {
  const ms = parseDuration(words.join(' ')) ?? spelledDuration(words)
  return ms === undefined ? null : { is: 'ago', ms }
}

type Day = { is: 'last' | 'today' | 'yesterday' } | { is: 'date'; date: number }

/** A bare number is no time here: `since 3` is an incident. */
function withClock(day: Day, word = ''): PastTime | null {
  const minutes = /^\d+$/.test(word) ? undefined : clockOf(word)
  return minutes === undefined ? null : { ...day, minutes }
}
