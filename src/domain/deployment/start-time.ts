import { momentAt, mondayBefore, wallClock } from '../local-time.ts'

/** A time as a person says it; `minutes` since midnight, Monday is weekday 0, `date` as if it were UTC. */
export type WantedTime =
  | { is: 'in'; ms: number }
  | { is: 'next'; minutes: number }
  | { is: 'today'; minutes: number }
  | { is: 'tomorrow'; minutes: number }
  | { is: 'weekday'; weekday: number; minutes: number }
  | { is: 'date'; date: number; minutes: number }

const dayMs = 86_400_000

/**
 * The first moment to come at which a clock in the zone shows what was said; it may be past for a date or for today. A
 * time that summer time skips is the moment of the jump.
 */
export function momentOf(wanted: WantedTime, timeZone: string, now: Date): Date {
  if (wanted.is === 'in') return new Date(now.getTime() + wanted.ms)
  const wall = wallClock(timeZone, now)
  const today = Math.floor(wall / dayMs) * dayMs
  const at = (day: number) => comingMoment(timeZone, day + wanted.minutes * 60_000, now)
  switch (wanted.is) {
    case 'date':
      return at(wanted.date)
    case 'today':
      return at(today)
    case 'tomorrow':
      return at(today + dayMs)
    case 'next':
      return firstAfter(now, [at(today), at(today + dayMs)])
    case 'weekday': {
      const day = mondayBefore(wall) + wanted.weekday * dayMs
      return firstAfter(now, [at(day), at(day + 7 * dayMs), at(day + 14 * dayMs)])
    }
  }
}

/** In autumn an hour comes twice; the second is meant where only that is still to come. */
function comingMoment(timeZone: string, wall: number, now: Date): Date {
  const first = momentAt(timeZone, wall, 'first')
  return first > now ? first : momentAt(timeZone, wall, 'last')
}

const firstAfter = (now: Date, moments: readonly Date[]): Date =>
  moments.find((moment) => moment > now) ?? moments.at(-1) ?? now
