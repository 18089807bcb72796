import { momentAt, wallClock } from './local-time.ts'

/** A time gone by as a person says it; `minutes` since midnight, `date` as if it were UTC. */
export type PastTime =
  | { is: 'ago'; ms: number }
  | { is: 'last'; minutes: number }
  | { is: 'today' | 'yesterday'; minutes: number }
  | { is: 'date'; date: number; minutes: number }

const dayMs = 86_400_000

/** The last moment at which a clock in the zone showed what was said. It may be still to come for a date or for today. */
export function pastMomentOf(said: PastTime, timeZone: string, now: Date): Date {
  if (said.is === 'ago') return new Date(now.getTime() - said.ms)
  const today = Math.floor(wallClock(timeZone, now) / dayMs) * dayMs
  const at = (day: number) => lastMoment(timeZone, day + said.minutes * 60_000, now)
  switch (said.is) {
    case 'date':
      return at(said.date)
    case 'today':
      return at(today)
    case 'yesterday':
      return at(today - dayMs)
    case 'last': {
      const moment = at(today)
      return moment <= now ? moment : at(today - dayMs)
    }
  }
}

/** In autumn an hour comes twice; the first is meant where the second is still to come. */
function lastMoment(timeZone: string, wall: number, now: Date): Date {
  const last = momentAt(timeZone, wall, 'last')
  return last <= now ? last : momentAt(timeZone, wall, 'first')
}
