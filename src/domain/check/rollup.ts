import type { Look } from './check.ts'

/** Looks of one hour or day (UTC), counted; `histogram` has one count for each of `latencyBounds`, and one above them all. */
export type Rollup = {
  startsAt: Date
  up: number
  down: number
  unknown: number
  latencySumMs: number
  histogram: number[]
}

/** Milliseconds, each a quarter longer than the one before: a quantile is off by an eighth at most. */
export const latencyBounds: readonly number[] = Array.from(
  { length: 48 },
  (_, index) => Math.round(1.25 ** index * 10) / 10,
)

export const periods = { hour: 60 * 60_000, day: 24 * 60 * 60_000 } as const
export type Period = keyof typeof periods

export const startOfPeriod = (period: Period, at: Date): Date =>
  new Date(Math.floor(at.getTime() / periods[period]) * periods[period])

export const emptyRollup = (startsAt: Date): Rollup => ({
  ...{ startsAt, up: 0, down: 0, unknown: 0, latencySumMs: 0 },
  histogram: latencyBounds.map(() => 0).concat(0),
})

/** The same with one look more. */
export function withLook(rollup: Rollup, look: Look): Rollup {
  const counted = { ...rollup, [look.is]: rollup[look.is] + 1 }
  if (look.is === 'unknown' || look.latencyMs === null) return counted
  const { latencyMs } = look
  const bucket = latencyBounds.findIndex((bound) => latencyMs <= bound)
  const at = bucket === -1 ? latencyBounds.length : bucket
  return {
    ...counted,
    latencySumMs: rollup.latencySumMs + latencyMs,
    histogram: rollup.histogram.map((count, index) => (index === at ? count + 1 : count)),
  }
}

/** Several taken together; it begins with the first. */
export function summed(rollups: readonly Rollup[], startsAt: Date): Rollup {
  return rollups.reduce(
    (sum, one) => ({
      startsAt: sum.startsAt,
      up: sum.up + one.up,
      down: sum.down + one.down,
      unknown: sum.unknown + one.unknown,
      latencySumMs: sum.latencySumMs + one.latencySumMs,
      histogram: sum.histogram.map((count, index) => count + (one.histogram[index] ?? 0)),
    }),
    emptyRollup(startsAt),
  )
}

/** The latency in ms that this share of answers did not exceed, from the counts; null without answers. */
export function latencyQuantile({ histogram }: Pick<Rollup, 'histogram'>, share: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  for (const [index, count] of histogram.entries()) {
    seen += count
    if (seen >= share * total - 1e-9) return latencyBounds[index] ?? latencyBounds.at(-1) ?? null
  }
  return latencyBounds.at(-1) ?? null
}

/** The share of looks that found it up, from 0 to 1; those that could not tell count as neither. Null without any. */
export function uptimeOf({ up, down }: Pick<Rollup, 'up' | 'down'>): number | null {
  return up + down === 0 ? null : up / (up + down)
}
