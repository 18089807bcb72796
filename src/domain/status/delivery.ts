import type { Period } from '../period.ts'
import { quantile } from '../quantile.ts'

/** A deployment to production that visitors saw, as it ended. `commits` are when its commits were written. */
export type Delivered = {
  service: string
  environment: string
  purpose: 'release' | 'rollback'
  isVerified: boolean
  endedAt: Date
  commits: readonly Date[]
}

/** Median and 90th percentile of what is known. */
type Spread = { medianMs: number | null; p90Ms: number | null; known: number }

export type Delivery = {
  releases: number
  /** Null for periods of less than a day. */
  perWeek: number | null
  /** From when a commit was written to when it was verified in production. */
  leadTime: Spread
  /** Releases that failed in production, or were followed by a rollback. */
  failed: number
  rollbacks: number
  /** By the Monday that a week begins with, oldest first. */
  weeks: { monday: string; good: number; bad: number }[]
}

const [dayMs, weekMs] = [86_400_000, 7 * 86_400_000]

/** The figures of the deployments of a period, which come in the order in which they ended. */
export function deliveryOf(all: readonly Delivered[], { from, until }: Period): Delivery {
  const releases = all
    .map((one, index) => ({ ...one, isGood: one.isVerified && !isTakenBack(one, all.slice(index + 1)) }))
    .filter(({ purpose }) => purpose === 'release')
  const good = releases.filter(({ isVerified }) => isVerified)
  const times = good.flatMap(({ commits, endedAt }) =>
    commits.map((at) => endedAt.getTime() - at.getTime()).filter((ms) => ms >= 0),
  )
  const spanMs = until.getTime() - from.getTime()
  return {
    releases: releases.length,
    perWeek: spanMs < dayMs ? null : releases.length / (spanMs / weekMs),
    leadTime: { medianMs: quantile(times, 0.5), p90Ms: quantile(times, 0.9), known: times.length },
    failed: releases.filter(({ isGood }) => !isGood).length,
    rollbacks: all.filter(({ purpose }) => purpose === 'rollback').length,
    weeks: weeksOf(releases),
  }
}

/** The next that was done to its place was a rollback. */
const isTakenBack = ({ service, environment }: Delivered, later: readonly Delivered[]): boolean =>
  later.find((one) => one.service === service && one.environment === environment)?.purpose === 'rollback'

function weeksOf(releases: readonly { endedAt: Date; isGood: boolean }[]): Delivery['weeks'] {
  const weeks = Map.groupBy(releases, ({ endedAt }) => mondayOf(endedAt))
  return [...weeks]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([monday, some]) => {
      const good = some.filter(({ isGood }) => isGood).length
      return { monday, good, bad: some.length - good }
    })
}

/** The day on which the week of a moment begins, in UTC. 1970-01-05 was a Monday. */
function mondayOf(at: Date): string {
  const first = 4 * dayMs
  const monday = Math.floor((at.getTime() - first) / weekMs) * weekMs + first
  return new Date(monday).toISOString().slice(0, 10)
}
