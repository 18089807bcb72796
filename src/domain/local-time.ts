import { tzOffset } from '@date-fns/tz/tzOffset'

const dayMs = 86_400_000

/** What a clock in the zone shows at a moment, in milliseconds as if the zone were UTC. */
export const wallClock = (timeZone: string, at: Date): number =>
  at.getTime() + offsetMs(timeZone, at.getTime())

/**
 * The moment at which a clock in the zone shows this. In autumn an hour comes twice: then it is the first or the last of
 * the two. In spring an hour is skipped: then it is the moment of the jump.
 */
export function momentAt(timeZone: string, wall: number, which: 'first' | 'last' = 'first'): Date {
  const offsets = [offsetMs(timeZone, wall - dayMs), offsetMs(timeZone, wall + dayMs)]
  const shown = offsets
    .map((offset) => wall - offset)
    .filter((moment) => moment + offsetMs(timeZone, moment) === wall)
    .sort((a, b) => a - b)
  const found = which === 'first' ? shown[0] : shown.at(-1)
  return new Date(found ?? jumpBetween(timeZone, wall - Math.max(...offsets), wall - Math.min(...offsets)))
}

/** False for what is no zone of the IANA's list, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

/** A date such as `2026-12-24` in milliseconds, as if it were UTC; undefined where there is no such day. */
export function parseDate(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? at : undefined
}

/** Minutes since midnight of a time such as `9:00` or `22:15`; `24:00` is the day's end. */
export function parseClock(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? []
  const total = Number(hours) * 60 + Number(minutes)
  return Number(minutes) < 60 && total <= 24 * 60 ? total : undefined
}

/** Monday is 0. */
export function parseWeekday(text: string): number | undefined {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  const word = text.toLowerCase()
  const index = days.findIndex((day) => day === word || day.slice(0, 3) === word)
  return index < 0 ? undefined : index
}

/** Midnight of the Monday before, on the same wall clock; 1970 began on a Thursday. */
export const mondayBefore = (wall: number): number => {
  const week = 7 * dayMs
  return wall - ((((wall + 3 * dayMs) % week) + week) % week)
}

const offsetMs = (timeZone: string, at: number): number => tzOffset(timeZone, new Date(at)) * 60_000

/** When the clock jumps, between two moments of which the first is before it. */
function jumpBetween(timeZone: string, before: number, after: number): number {
  const offset = offsetMs(timeZone, before)
  let [low, high] = [before, after]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetMs(timeZone, middle) === offset) low = middle
    else high = middle
  }
  return high
}
