import type { ColumnType } from 'kysely'
import type { CheckStanding, Look } from '../../domain/check/check.ts'
import type { Period } from '../../domain/check/rollup.ts'
import type { Json } from '../json-columns.ts'

/** What is looked at again and again, and what was seen. */
export type CheckTables = {
  checks: {
    name: string
    standing: CheckStanding
    since: Date
    failures: ColumnType<number, number | undefined, number>
    looked_at: Date | null
    latency_ms: number | null
    why: string | null
    measures: Json
    next_at: Date
    leased_until: Date | null
    lease: string | null
  }
  check_samples: {
    check_name: string
    at: Date
    saw: Look['is']
    latency_ms: number | null
    why: string | null
    measures: Json
  }
  check_rollups: {
    check_name: string
    period: Period
    starts_at: Date
    up: number
    down: number
    unknown: number
    latency_sum_ms: number
    histogram: number[]
  }
  measurements: { series: string; at: Date; value: number }
  measurement_rollups: {
    series: string
    period: Period
    starts_at: Date
    count: number
    sum: number
    min: number
    max: number
    last: number
  }
}
