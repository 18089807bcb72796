import { periods, startOfPeriod } from '../check/rollup.ts'
import type { ComponentState } from './component.ts'

export const daysShown = 90

/** Looks of one day (UTC); `state` is null where nobody looked, or nobody could tell. */
export type Day = { date: Date; up: number; down: number; state: ComponentState | null }

export type History = {
  /** Oldest first; today is the last. */
  days: Day[]
  /** From 0 to 1; null where there is nothing to tell from. */
  uptime: number | null
  /** Looks it was counted from. */
  looks: number
  daysWithLooks: number
}

type Counted = { startsAt: Date; up: number; down: number }

/** The last days of a component, from the counts of all its checks. */
export function historyOf(counts: readonly Counted[], now: Date): History {
  const byDay = Map.groupBy(counts, ({ startsAt }) => startsAt.getTime())
  const today = startOfPeriod('day', now).getTime()
  const days = Array.from({ length: daysShown }, (_, index) => {
    const date = today - (daysShown - 1 - index) * periods.day
    return dayOf(new Date(date), byDay.get(date) ?? [])
  })
  const sum = (key: 'up' | 'down') => days.reduce((total, day) => total + day[key], 0)
  const looks = sum('up') + sum('down')
  return {
    days,
    uptime: looks === 0 ? null : sum('up') / looks,
    looks,
    daysWithLooks: days.filter(({ state }) => state !== null).length,
  }
}

function dayOf(date: Date, counts: readonly Counted[]): Day {
  const up = counts.reduce((sum, one) => sum + one.up, 0)
  const down = counts.reduce((sum, one) => sum + one.down, 0)
  return { date, up, down, state: up + down === 0 ? null : stateOf(down / (up + down)) }
}

/** By the share of looks that failed. */
function stateOf(failed: number): ComponentState {
  if (failed === 0) return 'operational'
  if (failed < 0.02) return 'degraded'
  return failed < 0.2 ? 'partial-outage' : 'major-outage'
}
