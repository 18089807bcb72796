import { subHours } from 'date-fns/subHours'
import { latencyQuantile, type Rollup, summed, uptimeOf } from './rollup.ts'

/** What the looks of the last day and week add up to; null where there were none. `looks` are those of the day. */
export type CheckFigures = {
  p95Ms: number | null
  uptimeDay: number | null
  uptimeWeek: number | null
  looks: number
}

/** From the hours of the last week. */
export function checkFigures(hours: readonly Rollup[], now: Date): CheckFigures {
  const day = summed(
    hours.filter(({ startsAt }) => startsAt >= subHours(now, 24)),
    now,
  )
  const week = summed(hours, now)
  return {
    p95Ms: latencyQuantile(day, 0.95),
    uptimeDay: uptimeOf(day),
    uptimeWeek: uptimeOf(week),
    looks: day.up + day.down + day.unknown,
  }
}
