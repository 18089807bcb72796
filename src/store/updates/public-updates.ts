import { type IncidentState, openStates } from '../../domain/incident/incident.ts'
import type { PublicState, PublicUpdate } from '../../domain/updates/public-update.ts'
import { storedAffects } from '../incident/incident-documents.ts'
import type { Db, Row, Trx } from '../tables.ts'

type New = Pick<PublicUpdate, 'incidentId' | 'at' | 'author' | 'state' | 'text'>

/** Stores words that wait for approval; returns their number. */
export async function insertPublicUpdate(trx: Trx, { incidentId, ...rest }: New): Promise<number> {
  const { id } = await trx
    .insertInto('public_updates')
    .values({ incident_id: incidentId, ...rest })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function loadPublicUpdate(db: Db | Trx, id: number): Promise<PublicUpdate | null> {
  const row = await db.selectFrom('public_updates').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** The words about an incident that nobody has decided about, oldest first. */
export async function listWaitingPublic(db: Db, incidentId: number): Promise<PublicUpdate[]> {
  const rows = await db
    .selectFrom('public_updates')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('approved_at', 'is', null)
    .where('rejected_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

/** Decides about words that wait; false where that was decided already. */
export async function decidePublicUpdate(
  trx: Trx,
  id: number,
  { is, by, at }: NonNullable<PublicUpdate['decision']>,
): Promise<boolean> {
  const set = is === 'published' ? { approved_by: by, approved_at: at } : { rejected_by: by, rejected_at: at }
  const result = await trx
    .updateTable('public_updates')
    .set(set)
    .where('id', '=', id)
    .where('approved_at', 'is', null)
    .where('rejected_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export type PublicIncident = {
  id: number
  severity: string
  /** Its own state, which may have gone on since the last words. */
  state: IncidentState
  declaredAt: Date
  /** When it was resolved or dropped; null while it is open. */
  endedAt: Date | null
  affects: string[]
  /** Approved words, newest first; `at` is when they were approved. */
  updates: { id: number; at: Date; state: PublicState; text: string }[]
}

/** Incidents with approved words, newest first; no private one and no drill, and of none its title. */
export async function listPublicIncidents(db: Db): Promise<PublicIncident[]> {
  const rows = await db
    .selectFrom('public_updates as said')
    .innerJoin('incidents as incident', 'incident.id', 'said.incident_id')
    .select(['incident.id', 'incident.state', 'incident.severity', 'incident.declared_at'])
    .select(['incident.affects', 'incident.resolved_at', 'incident.dropped_at'])
    .select(['said.id as said_id', 'said.state as said_state', 'said.text', 'said.approved_at'])
    .where('said.approved_at', 'is not', null)
    .where('incident.is_private', '=', false)
    .where('incident.is_drill', '=', false)
    .orderBy('incident.id', 'desc')
    .orderBy('said.approved_at', 'desc')
    .execute()
  const byId = new Map<number, PublicIncident>()
  for (const row of rows) {
    const { id, state, severity, declared_at: declaredAt, said_state, text, approved_at: at } = row
    const known = byId.get(id) ?? {
      id,
      severity,
      state,
      declaredAt,
      endedAt: openStates.some((open) => open === state) ? null : (row.resolved_at ?? row.dropped_at),
      affects: storedAffects.parse(row.affects),
      updates: [],
    }
    if (at) known.updates.push({ id: row.said_id, at, state: said_state, text })
    byId.set(id, known)
  }
  return [...byId.values()]
}

function fromRow(row: Row<'public_updates'>): PublicUpdate {
  const { id, incident_id: incidentId, at, author, state, text } = row
  const said = { id, incidentId, at, author, state, text }
  if (row.approved_by && row.approved_at)
    return { ...said, decision: { is: 'published', by: row.approved_by, at: row.approved_at } }
  if (row.rejected_by && row.rejected_at)
    return { ...said, decision: { is: 'rejected', by: row.rejected_by, at: row.rejected_at } }
  return { ...said, decision: null }
}
