import type { Act } from '../../domain/act.ts'
import type {
  DroppedIncident,
  Incident,
  OpenIncident,
  RestoredIncident,
  UpdatePromise,
} from '../../domain/incident/incident.ts'
import { droppedStates, openStates, restoredStates } from '../../domain/incident/incident.ts'
import { loadActs } from '../acts.ts'
import type { Db, Row, Trx } from '../tables.ts'
import { storedAffects, storedPause } from './incident-documents.ts'
import { cardKey, incidentRound, incidentSubject } from './incident-keys.ts'
import { loadMembers } from './incident-members.ts'

/** An incident with its open promise, its roles and its acts. */
export async function incidentFromRow(db: Db | Trx, row: Row<'incidents'>): Promise<Incident> {
  const promise = await loadOpenPromise(db, row.id)
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    declaredBy: row.declared_by,
    declaredAt: row.declared_at,
    commander: row.commander,
    roles: await loadRoles(db, row.id),
    members: await loadMembers(db, row.id),
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
    cardTs: await loadCardTs(db, row.id),
    lastUpdateAt: await loadLastUpdate(db, row.id),
    acts: latestByName(await loadActs(db, incidentSubject(row.id), incidentRound)),
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

async function loadRoles(db: Db | Trx, id: number): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('incident_roles')
    .select(['role', 'user_id'])
    .where('incident_id', '=', id)
    .orderBy('role')
    .execute()
  return Object.fromEntries(rows.map(({ role, user_id }) => [role, user_id]))
}

async function loadOpenPromise(db: Db | Trx, id: number): Promise<UpdatePromise | null> {
  const row = await db
    .selectFrom('update_promises')
    .select(['due_at', 'made_at', 'nudged_at'])
    .where('incident_id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row ? { dueAt: row.due_at, madeAt: row.made_at, nudgedAt: row.nudged_at } : null
}

async function loadLastUpdate(db: Db | Trx, id: number): Promise<Date | null> {
  const row = await db
    .selectFrom('status_updates')
    .select('at')
    .where('incident_id', '=', id)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row?.at ?? null
}

async function loadCardTs(db: Db | Trx, id: number): Promise<string | null> {
  const row = await db.selectFrom('messages').select('ts').where('key', '=', cardKey(id)).executeTakeFirst()
  return row?.ts ?? null
}
