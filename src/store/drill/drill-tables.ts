import type { Generated, JSONColumnType } from 'kysely'

/** Rehearsals. */
export type DrillTables = {
  drills: {
    incident_id: number
    script: JSONColumnType<object, string, string>
    begun_at: Date
    begun_by: string
    factor: number
    steps_done: Generated<number>
    ended_at: Date | null
    score: JSONColumnType<object | null, string | null, string | null>
  }
}
