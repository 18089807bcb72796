import type { WantedTime } from '../src/domain/deployment/start-time.ts'
import { parseDuration } from '../src/domain/duration.ts'
import { parseClock, parseDate, parseWeekday } from '../src/domain/local-time.ts'
import type { Refusal } from '../src/domain/refusal.ts'

/** A time at the head of the words, and the words behind it. */
export type Taken = { start: WantedTime | null; rest: string[] }

/**
 * `at 22:00`, `tomorrow 9:00`, `on friday at 9am`, `at 2026-12-01 09:00`, `in 2h`. What begins like a time and is none
 * is refused, so that nothing starts at once that was meant for later.
 */
export function takeStart(words: string[]): Taken | Refusal {
  if (!beginsTime(words)) return { start: null, rest: words }
  const [first = '', ...rest] = words.map((word) => word.toLowerCase())
  const parsed = first === 'in' ? parseIn(rest) : parseAt([first, ...rest])
  if (!parsed) return noTime
  return { start: parsed.start, rest: words.slice(parsed.length + (first === 'in' ? 1 : 0)) }
}

type Parsed = { start: WantedTime; length: number } | undefined

const noTime: Refusal = {
  refused: 'missing-words',
  command: '/deploy',
  missing:
    'a time such as at 22:00, tomorrow 9:00, friday 9:00, 2026-12-01 09:00 or in 2h; a reason follows because',
  example: '/deploy web production main at 22:00 because it is quiet then',
}

const openers = new Set(['at', 'on', 'in', 'today', 'tomorrow'])

/** True where these words begin a time; a weekday or a date does only with a time behind it. */
export function beginsTime([first = '', second = '', third = '']: string[]): boolean {
  if (openers.has(first.toLowerCase())) return true
  const isDay = parseWeekday(first) !== undefined || parseDate(first) !== undefined
  return isDay && clockOf(second.toLowerCase() === 'at' ? third : second) !== undefined
}

const units = [
  { name: /^h(ou)?rs?$/, short: 'h' },
  { name: /^min(ute)?s?$/, short: 'm' },
  { name: /^days?$/, short: 'd' },
]

/** Milliseconds of `2 hours`, `20 min`. */
export function spelledDuration([first = '', second = '']: readonly string[]): number | undefined {
  const unit = units.find(({ name }) => name.test(second))?.short
  return unit && /^\d+$/.test(first) ? parseDuration(first + unit) : undefined
}

function parseIn([first = '', second = '']: string[]): Parsed {
  const spelled = spelledDuration([first, second])
  if (spelled !== undefined) return { start: { is: 'in', ms: spelled }, length: 2 }
  const both = parseDuration(`${first} ${second}`)
  const ms = both ?? parseDuration(first)
  return ms === undefined ? undefined : { start: { is: 'in', ms }, length: both === undefined ? 1 : 2 }
}

function parseAt(words: string[]): Parsed {
  let index = words[0] === 'at' || words[0] === 'on' ? 1 : 0
  const day = dayOf(words[index] ?? '')
  if (day) index += words[index + 1] === 'at' ? 2 : 1
  else if (words[0] === 'on') return undefined
  const minutes = clockOf(words[index] ?? '')
  if (minutes === undefined) return undefined
  return { start: { ...(day ?? { is: 'next' }), minutes }, length: index + 1 }
}

type Day = { is: 'today' | 'tomorrow' } | { is: 'weekday'; weekday: number } | { is: 'date'; date: number }

function dayOf(word: string): Day | undefined {
  if (word === 'today' || word === 'tomorrow') return { is: word }
  const weekday = parseWeekday(word)
  if (weekday !== undefined) return { is: 'weekday', weekday }
  const date = parseDate(word)
  return date === undefined ? undefined : { is: 'date', date }
}

/** `22:00`, `9:30pm`, `9am`, `22`. */
export function clockOf(word: string): number | undefined {
  const [, clock = '', half] = /^(\d{1,2}(?::\d{2})?)(am|pm)?$/.exec(word.toLowerCase()) ?? []
  const minutes = parseClock(clock.includes(':') ? clock : `${clock}:00`)
  if (half === undefined || minutes === undefined) return minutes
  const isOfHalfDay = minutes >= 60 && minutes < 13 * 60
  return isOfHalfDay ? (minutes % 720) + (half === 'pm' ? 720 : 0) : undefined
}
