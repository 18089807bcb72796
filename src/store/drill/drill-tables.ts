import type { Generated } from 'kysely'
import type { Json, NullableJson } from '../json-columns.ts'

/** Rehearsals. */
export type DrillTables = {
  drills: {
    incident_id: number
    script: Json
    begun_at: Date
    begun_by: string
    factor: number
    steps_done: Generated<number>
    ended_at: Date | null
    score: NullableJson
  }
}
