import type { Updateable } from 'kysely'
import type { Incident, IncidentState } from '../../domain/incident/incident.ts'
import { incidentTransitions, openStates, restoredStates } from '../../domain/incident/incident.ts'
import type { Db, NewRow, Tables, Trx } from '../tables.ts'
import { storedAffects } from './incident-documents.ts'
import { incidentFromRow } from './incident-from-row.ts'
import { withParts } from './incident-parts.ts'

/** One incident with its open promise and its acts; null where there is none. */
export async function loadIncident(db: Db | Trx, id: number): Promise<Incident | null> {
  const row = await withParts(db.selectFrom('incidents').where('id', '=', id)).executeTakeFirst()
  return row ? incidentFromRow(row) : null
}

/** The same, with the row locked until the transaction ends. */
export async function lockIncident(trx: Trx, id: number): Promise<Incident | null> {
  const locked = trx.selectFrom('incidents').select('id').where('id', '=', id).forUpdate()
  // A statement that had to wait for the lock has not seen what the others did to the parts meanwhile; the next one does.
  return (await locked.executeTakeFirst()) ? await loadIncident(trx, id) : null
}

/** The open incidents, oldest first. */
export async function listOpenIncidents(db: Db | Trx): Promise<Incident[]> {
  const open = db.selectFrom('incidents').where('state', 'in', openStates)
  return (await withParts(open).orderBy('id').execute()).map(incidentFromRow)
}

/** What two declarations are compared by. */
export type Lately = {
  id: number
  title: string
  affects: string[]
  declaredAt: Date
  channel: string | null
  isPrivate: boolean
}

/** The open incidents that were declared since, newest first; rehearsals are none. */
export async function listDeclaredSince(trx: Trx, since: Date): Promise<Lately[]> {
  const rows = await trx
    .selectFrom('incidents')
    .select(['id', 'title', 'affects', 'declared_at', 'channel', 'is_private'])
    .where('state', 'in', openStates)
    .where('declared_at', '>=', since)
    .where('is_drill', '=', false)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ affects, declared_at, is_private, ...row }) => ({
    ...row,
    affects: storedAffects.parse(affects),
    declaredAt: declared_at,
    isPrivate: is_private,
  }))
}

/** The incidents that were resolved last, newest first. */
export async function listResolvedIncidents(db: Db, limit: number): Promise<Incident[]> {
  const resolved = db.selectFrom('incidents').where('state', 'in', restoredStates)
  return (await withParts(resolved).orderBy('resolved_at', 'desc').limit(limit).execute()).map(
    incidentFromRow,
  )
}

/** The incident, open or not, that this channel was opened for. */
export async function findIncidentOfChannel(db: Db, channel: string): Promise<Incident | null> {
  const row = await withParts(db.selectFrom('incidents').where('channel', '=', channel)).executeTakeFirst()
  return row ? incidentFromRow(row) : null
}

type OptionalColumn =
  | 'state'
  | 'affects'
  | 'is_private'
  | 'is_drill'
  | 'impact_at'
  | 'detected_at'
  | 'acknowledged_at'
  | 'relaxed_every'

const nothingYet = {
  channel: null,
  impact_at: null,
  detected_at: null,
  acknowledged_at: null,
  mitigated_at: null,
  resolved_at: null,
  resolved_by: null,
  summary: null,
  closed_at: null,
  dropped_at: null,
  dropped_by: null,
  dropped_because: null,
  merged_into: null,
  pause: null,
  relaxed_every: null,
  lock_lifted_at: null,
} as const

/** A new incident, under investigation unless another state is given; returns its number. */
export async function insertIncident(
  trx: Trx,
  incident: Pick<NewRow<'incidents'>, 'title' | 'severity' | 'declared_by' | 'declared_at' | 'source_link'> &
    Partial<Pick<NewRow<'incidents'>, OptionalColumn>>,
): Promise<number> {
  const { id } = await trx
    .insertInto('incidents')
    .values({
      state: 'investigating',
      ...nothingYet,
      ...incident,
      commander: incident.declared_by,
      wake_at: incident.declared_at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type IncidentChange = Omit<
  Updateable<Tables['incidents']>,
  'id' | 'state' | 'declared_by' | 'declared_at'
>

/** Changes an incident, and moves it to `to` if given; throws where it is not what the caller, who holds its lock, saw. */
export async function updateIncident(
  trx: Trx,
  incident: Incident,
  { to, ...set }: IncidentChange & { to?: IncidentState },
): Promise<void> {
  const allowed: readonly IncidentState[] = incidentTransitions[incident.state]
  if (to && !allowed.includes(to)) throw new Error(`An incident can't go from ${incident.state} to ${to}.`)
  const result = await trx
    .updateTable('incidents')
    .set({ ...set, ...(to ? { state: to } : {}) })
    .where('id', '=', incident.id)
    .where('state', '=', incident.state)
    .where('severity', '=', incident.severity)
    .where('commander', '=', incident.commander)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n)
    throw new Error(`Incident ${incident.id} changed while its row was locked.`)
}
