import type { Act } from '../domain/act.ts'
import type { Incident, IncidentState, UpdatePromise } from '../domain/incident.ts'
import { incidentTransitions } from '../domain/incident.ts'
import { loadActs } from './acts.ts'
import type { Db, NewRow, Row, Subject, Trx } from './tables.ts'

export const incidentSubject = (id: number): Subject => `incident:${id}`

export const incidentIdOf = (subject: string): number => Number(subject.split(':')[1])

/** Where the card in the incident's own channel is kept; the channel's setup waits for its message id. */
export const cardKey = (id: number): string => `incident/${id}/card`

/** The acts of an incident are never voided, so they are all of one round. */
export const incidentRound = 1

/** One incident with its open promise and its acts; null where there is none. */
export async function loadIncident(db: Db | Trx, id: number): Promise<Incident | null> {
  const row = await db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? await withParts(db, row) : null
}

/** The same, with the row locked until the transaction ends. */
export async function lockIncident(trx: Trx, id: number): Promise<Incident | null> {
  const row = await trx
    .selectFrom('incidents')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? await withParts(trx, row) : null
}

/** The open incidents, oldest first. */
export async function listOpenIncidents(db: Db | Trx): Promise<Incident[]> {
  const rows = await db
    .selectFrom('incidents')
    .selectAll()
    .where('state', '!=', 'resolved')
    .orderBy('id')
    .execute()
  return await Promise.all(rows.map((row) => withParts(db, row)))
}

/** The incidents that were resolved last, newest first. */
export async function listResolvedIncidents(db: Db, limit: number): Promise<Incident[]> {
  const rows = await db
    .selectFrom('incidents')
    .selectAll()
    .where('state', '=', 'resolved')
    .orderBy('resolved_at', 'desc')
    .limit(limit)
    .execute()
  return await Promise.all(rows.map((row) => withParts(db, row)))
}

/** The incident, open or not, that this channel was opened for. */
export async function findIncidentOfChannel(db: Db, channel: string): Promise<Incident | null> {
  const row = await db.selectFrom('incidents').selectAll().where('channel', '=', channel).executeTakeFirst()
  return row ? await withParts(db, row) : null
}

export async function insertIncident(
  trx: Trx,
  incident: Pick<NewRow<'incidents'>, 'title' | 'severity' | 'declared_by' | 'declared_at' | 'source_link'>,
): Promise<number> {
  const { id } = await trx
    .insertInto('incidents')
    .values({
      ...incident,
      state: 'investigating',
      commander: incident.declared_by,
      channel: null,
      mitigated_at: null,
      resolved_at: null,
      resolved_by: null,
      summary: null,
      wake_at: incident.declared_at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type IncidentChange = Partial<
  Pick<
    Row<'incidents'>,
    | 'severity'
    | 'commander'
    | 'channel'
    | 'is_announced'
    | 'mitigated_at'
    | 'resolved_at'
    | 'resolved_by'
    | 'summary'
    | 'wake_at'
  >
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

async function withParts(db: Db | Trx, row: Row<'incidents'>): Promise<Incident> {
  const promise = await loadOpenPromise(db, row.id)
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    declaredBy: row.declared_by,
    declaredAt: row.declared_at,
    commander: row.commander,
    channel: row.channel,
    sourceLink: row.source_link,
    isAnnounced: row.is_announced,
    cardTs: await loadCardTs(db, row.id),
    lastUpdateAt: await loadLastUpdate(db, row.id),
    acts: latestByName(await loadActs(db, incidentSubject(row.id), incidentRound)),
    ...stateFields(row, promise),
  }
}

function stateFields(row: Row<'incidents'>, promise: UpdatePromise | null) {
  if (row.state !== 'resolved') return { state: row.state, promise }
  const { resolved_at, resolved_by, summary } = row
  if (resolved_at === null || resolved_by === null || summary === null)
    throw new Error(`Incident ${row.id} is resolved, but not by whom, when or how.`)
  return { state: row.state, resolvedAt: resolved_at, resolvedBy: resolved_by, summary }
}

/** A topic set twice is two acts, of which only the last says how the incident stands. */
function latestByName(acts: Act[]): Act[] {
  return [...new Map(acts.map((act) => [act.name, act])).values()]
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
