import type { AlertLevel } from '../../domain/check/check.ts'

/** What is measured again and again. */
export type MeasureTables = {
  measuring: {
    name: string
    value: number | null
    capacity_limit: number | null
    measured_at: Date | null
    typed_by: string | null
    why: string | null
    next_at: Date
  }
  cost_days: {
    name: string
    month: string
    day: number
    amount: number
    at: Date
    typed_by: string | null
  }
  data_findings: {
    database: string
    query: string
    standing: 'ok' | 'warning' | 'trouble' | 'unknown'
    number: number | null
    words: string
    next_step: string | null
    level: AlertLevel
    since: Date
    at: Date
  }
}
