import { momentAt, wallClock } from '../local-time.ts'

/** `days` are 0 (Monday) to 6, `from` and `to` minutes since midnight. */
export type WorkingHours = { days: number[]; from: number; to: number; timeZone: string }

const dayMs = 86_400_000

/** The stretch of working hours that a moment is in, or else the next one; null where no day is worked. */
export function workingSpan(hours: WorkingHours, at: Date): { from: Date; until: Date } | null {
  const { days, from, to, timeZone } = hours
  const today = Math.floor(wallClock(timeZone, at) / dayMs) * dayMs
  const spans = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    .map((ahead) => today + ahead * dayMs)
    .filter((day) => days.includes(weekdayOf(day)))
    .map((day) => ({
      from: momentAt(timeZone, day + from * 60_000),
      until: momentAt(timeZone, day + to * 60_000, 'last'),
    }))
  return spans.find((span) => at < span.until && span.from < span.until) ?? null
}

/** 1970 began on a Thursday. */
const weekdayOf = (midnight: number): number => (((midnight / dayMs + 3) % 7) + 7) % 7
