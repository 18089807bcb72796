import { subDays } from 'date-fns/subDays'
import { subHours } from 'date-fns/subHours'
import type { Look, Measures } from './check.ts'
import type { CheckNow } from './check-now.ts'
import { latencyQuantile, type Rollup, startOfPeriod, summed, uptimeOf } from './rollup.ts'

/** One look as it is kept. `why` is of what it warns where it was up. */
export type Seen = { at: Date; saw: Look['is']; latencyMs: number | null; why: string | null }

/** What there is to know of one check. Uptimes are shares from 0 to 1, of all looks that could tell; null without any. */
export type CheckHistory = {
  check: CheckNow
  measures: Measures
  /** Newest first. */
  seen: Seen[]
  latency: { p50: number | null; p95: number | null; p99: number | null }
  uptime: { day: number | null; week: number | null; quarter: number | null }
  /** In 90 days. */
  looks: number
}

/** From the hours of the last week and the days of the last 90. */
export function historyFigures(
  hours: readonly Rollup[],
  days: readonly Rollup[],
  now: Date,
): Pick<CheckHistory, 'latency' | 'uptime' | 'looks'> {
  const since = (rollups: readonly Rollup[], from: Date) =>
    summed(
      rollups.filter(({ startsAt }) => startsAt >= from),
      from,
    )
  const day = since(hours, subHours(now, 24))
  const week = since(hours, subDays(now, 7))
  const quarter = since(days, startOfPeriod('day', subDays(now, 90)))
  return {
    latency: {
      p50: latencyQuantile(day, 0.5),
      p95: latencyQuantile(day, 0.95),
      p99: latencyQuantile(day, 0.99),
    },
    looks: quarter.up + quarter.down + quarter.unknown,
    uptime: { day: uptimeOf(day), week: uptimeOf(week), quarter: uptimeOf(quarter) },
  }
}
