import type { Act } from '../../domain/act.ts'
import type {
  DroppedIncident,
  Incident,
  OpenIncident,
  RestoredIncident,
  UpdatePromise,
} from '../../domain/incident/incident.ts'
import { droppedStates, openStates, restoredStates } from '../../domain/incident/incident.ts'
import type { Row } from '../tables.ts'
import { storedAffects, storedPause } from './incident-documents.ts'
import { type IncidentRow, storedParts } from './incident-parts.ts'

/** An incident with its open promise, its roles and its acts. */
export function incidentFromRow(row: IncidentRow): Incident {
  const { promise, roles, members, acts } = storedParts.parse(row)
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    declaredBy: row.declared_by,
    declaredAt: row.declared_at,
    commander: row.commander,
    roles: Object.fromEntries(roles.map(({ role, user }) => [role, user])),
    members,
    affects: storedAffects.parse(row.affects),
    isPrivate: row.is_private,
    isDrill: row.is_drill,
    impactAt: row.impact_at,
    detectedAt: row.detected_at,
    acknowledgedAt: row.acknowledged_at,
    mitigatedAt: row.mitigated_at,
    lockLiftedAt: row.lock_lifted_at,
    channel: row.channel,
    sourceLink: row.source_link,
    isAnnounced: row.is_announced,
    cardTs: row.card_ts,
    lastUpdateAt: row.last_update_at,
    acts: latestByName(acts),
    ...stateFields(row, promise),
  }
}

type StateFields =
  | Pick<OpenIncident, 'state' | 'promise' | 'pause' | 'relaxedEvery'>
  | Pick<RestoredIncident, 'state' | 'resolvedAt' | 'resolvedBy' | 'summary'>
  | Pick<DroppedIncident, 'state' | 'endedAt' | 'endedBy' | 'because' | 'mergedInto'>

function stateFields(row: Row<'incidents'>, promise: UpdatePromise | null): StateFields {
  const { state, resolved_at, resolved_by, summary, dropped_at, dropped_by, dropped_because } = row
  const open = openStates.find((one) => one === state)
  if (open) {
    const pause = row.pause === null ? null : storedPause.parse(row.pause)
    return { state: open, promise, pause, relaxedEvery: row.relaxed_every }
  }
  const restored = restoredStates.find((one) => one === state)
  if (restored && resolved_at !== null && resolved_by !== null && summary !== null)
    return { state: restored, resolvedAt: resolved_at, resolvedBy: resolved_by, summary }
  const dropped = droppedStates.find((one) => one === state)
  if (dropped && dropped_at !== null && dropped_by !== null && dropped_because !== null)
    return {
      state: dropped,
      endedAt: dropped_at,
      endedBy: dropped_by,
      because: dropped_because,
      mergedInto: row.merged_into,
    }
  throw new Error(`Incident ${row.id} is ${state}, but not by whom, when or how.`)
}

/** A topic set twice is two acts, of which only the last says how the incident stands. */
function latestByName(acts: Act[]): Act[] {
  return [...new Map(acts.map((act) => [act.name, act])).values()]
}
