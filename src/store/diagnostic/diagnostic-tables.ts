import type { Generated } from 'kysely'

/** What was asked to be looked into, and by whom. */
export type DiagnosticTables = {
  diagnostics: {
    id: Generated<number>
    name: string
    service: string | null
    environment: string | null
    argument: string | null
    state: 'running' | 'ended'
    asked_at: Date
    ended_at: Date | null
    wake_at: Date | null
  }
  diagnostic_askers: {
    diagnostic_id: number
    user_id: string
    destination: string
    incident_id: number | null
    at: Date
  }
}
