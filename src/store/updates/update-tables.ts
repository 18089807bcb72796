import type { Generated } from 'kysely'
import type { Json } from '../json-columns.ts'

/** What is promised, and what was said. */
export type UpdateTables = {
  status_updates: {
    id: Generated<number>
    incident_id: number
    at: Date
    author: string | null
    content: Json
  }
  update_promises: {
    id: Generated<number>
    incident_id: number
    due_at: Date
    made_at: Date
    state: 'open' | 'kept' | 'late' | 'held' | 'released'
    nudged_at: Date | null
    settled_at: Date | null
    update_id: number | null
    is_relaxed: Generated<boolean>
  }
  public_updates: {
    id: Generated<number>
    incident_id: number
    at: Date
    author: string
    state: 'investigating' | 'identified' | 'monitoring' | 'resolved'
    text: string
    approved_by: Generated<string | null>
    approved_at: Generated<Date | null>
    rejected_by: Generated<string | null>
    rejected_at: Generated<Date | null>
    rejected_because: Generated<string | null>
  }
}
