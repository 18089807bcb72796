import type { Generated } from 'kysely'
import type { JsonWithDefault, NullableJson } from '../json-columns.ts'

/** What is kept of an incident once it is over. */
export type PostmortemTables = {
  incident_reports: {
    incident_id: number
    impact: string | null
    mitigation: string | null
    root_cause: string | null
    permanent_fix: string | null
    prevention: string | null
    anyway_because: string | null
    at: Date
  }
  postmortems: {
    incident_id: number
    started_by: string
    started_at: Date
    round: Generated<number>
    sections: JsonWithDefault
    version: Generated<number>
    sources: NullableJson
    attempt: Generated<number>
    written: JsonWithDefault
    is_left_alone: Generated<boolean>
    pull_number: number | null
    pull_url: string | null
    pull_head: string | null
    pull_ended: 'merged' | 'closed' | null
    review_at: Date
    review_version: Generated<number>
    reviewed_at: Date | null
    reviewed_by: string | null
  }
}
