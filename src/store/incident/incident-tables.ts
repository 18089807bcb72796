import type { Generated } from 'kysely'
import type { IncidentState } from '../../domain/incident/incident.ts'
import type { Json, JsonWithDefault, NullableJson } from '../json-columns.ts'

/** Incidents and whoever belongs to them. */
export type IncidentTables = {
  incidents: {
    id: Generated<number>
    title: string
    severity: string
    state: IncidentState
    declared_by: string
    declared_at: Date
    commander: string
    channel: string | null
    source_link: string | null
    is_announced: Generated<boolean>
    mitigated_at: Date | null
    resolved_at: Date | null
    resolved_by: string | null
    summary: string | null
    wake_at: Date | null
    affects: JsonWithDefault
    is_private: Generated<boolean>
    is_drill: Generated<boolean>
    impact_at: Date | null
    detected_at: Date | null
    acknowledged_at: Date | null
    closed_at: Date | null
    dropped_at: Date | null
    dropped_by: string | null
    dropped_because: string | null
    merged_into: number | null
    pause: NullableJson
    relaxed_every: number | null
    lock_lifted_at: Date | null
  }
  incident_roles: { incident_id: number; role: string; user_id: string; since: Date }
  incident_members: { incident_id: number; user_id: string; since: Date; is_asked: boolean }
  held_declarations: {
    id: Generated<number>
    content: Json
    like_incident: number
    held_by: string
    held_at: Date
  }
}
