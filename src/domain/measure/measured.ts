import type { AlertLevel } from '../check/check.ts'
import type { CostNow } from './cost.ts'
import type { Forecast } from './forecast.ts'

/** Where a number comes from, besides what people type. */
export type ValueSource =
  /** What a check brought along when it last looked. */
  | { kind: 'check'; check: string; measure: string }
  /** Columns of the first row; `limit` is how much there may be. */
  | { kind: 'sql'; database: string; query: string; column?: string | undefined; limit?: string | undefined }
  /** Paths into the JSON of an answer. */
  | {
      kind: 'http'
      url: string
      send: Record<string, string>
      allowPrivate: boolean
      json: string
      limit?: string | undefined
    }
  /** Of a Postgres server: connections in use, and how many it takes; or the size of the database in GB. */
  | { kind: 'connections' | 'database-size'; database: string }
  | { kind: 'typed' }

/** Something of which there is only so much. All durations are milliseconds. */
export type CapacityPolicy = {
  name: string
  title: string
  /** What its numbers count, for example "connections". */
  unit: string
  /** Null where its source tells it. */
  limit: number | null
  value: ValueSource
  every: number
  /** A typed number says nothing of now once it is older. */
  typedFor: number
  thresholds: CapacityThreshold[]
}

/** `at` is percent of the limit; `advice` is what the team does about it. */
type CapacityThreshold = {
  is: 'above' | 'below'
  at: number
  for: number
  level: AlertLevel
  advice: string | null
}

/** What others cost together, by their names. */
export type CostSum = { kind: 'sum'; of: string[] }

/** What something may cost in a month. All durations are milliseconds. */
export type CostPolicy = {
  name: string
  title: string
  budget: number
  /** Three letters, for example `EUR`. */
  currency: string
  value: ValueSource | CostSum
  every: number
  /** Percent of the budget: where people are told, and where it is grave. */
  warnAt: number
  escalateAt: number
  /** Percent of what it usually cost by the same day. */
  anomalyAt: number
}

/** What was last measured of a capacity. */
export type Gauge = {
  value: number
  limit: number
  at: Date
  /** Who typed it; null where it was measured. */
  by: string | null
}

/** One capacity for people; `why` where nobody knows how it is now, with what was known last. */
export type CapacityNow = {
  policy: CapacityPolicy
  gauge: Gauge | null
  why: string | null
  forecast: Forecast
  /** Means of days in percent of the limit, the oldest first. */
  days: { day: string; percent: number }[]
}

/** One cost for people; `why` is why its source gave nothing. */
export type CostStanding = CostNow & { policy: CostPolicy; why: string | null }

/** `add` counts to what the month has cost already, `set` stands in its place. `month` is for example `2026-10`. */
export type TypedCost = { verb: 'add' | 'set'; amount: number; month: string }

export const capacitySeries = (name: string): string => `capacity:${name}`
export const costSeries = (name: string): string => `cost:${name}`

export const percentOf = ({ value, limit }: Pick<Gauge, 'value' | 'limit'>): number => (100 * value) / limit
