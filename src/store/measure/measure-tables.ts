import type { Generated } from 'kysely'
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
  corrections: {
    id: Generated<number>
    database: string
    environment: string
    because: string
    backup_query: string
    change: string
    expected: number
    backup: string
    requested_by: string
    requested_at: Date
    expires_at: Date
    state: 'awaiting' | 'approved' | 'rejected'
    decided_by: string | null
    decided_at: Date | null
    operation_id: number | null
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
