import type { StatusUpdate } from '../../domain/incident/incident.ts'
import type { PromiseLedger } from '../../domain/message.ts'
import type { UserId } from '../../domain/people.ts'
import { storedUpdate } from '../incident/incident-documents.ts'
import type { Db, Trx } from '../tables.ts'

/** Stores an update with the facts of its moment; returns its number. */
export async function insertUpdate(trx: Trx, update: StatusUpdate): Promise<number> {
  const { incidentId, at, written, facts } = update
  const { id } = await trx
    .insertInto('status_updates')
    .values({
      incident_id: incidentId,
      at,
      author: written?.author ?? null,
      content: JSON.stringify({ written, facts }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function loadUpdate(db: Db | Trx, id: number): Promise<StatusUpdate | null> {
  const row = await db.selectFrom('status_updates').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? { incidentId: row.incident_id, at: row.at, ...storedUpdate.parse(row.content) } : null
}

/** Promises an update; the incident must have no other open promise, which the database makes sure of. */
export async function openPromise(
  trx: Trx,
  incidentId: number,
  dueAt: Date,
  madeAt: Date,
  isRelaxed = false,
): Promise<void> {
  await trx
    .insertInto('update_promises')
    .values({
      incident_id: incidentId,
      due_at: dueAt,
      made_at: madeAt,
      state: 'open',
      nudged_at: null,
      settled_at: null,
      update_id: null,
      is_relaxed: isRelaxed,
    })
    .execute()
}

type PromiseEnd = {
  state: 'open' | 'kept' | 'late' | 'held' | 'released'
  settledAt: Date | null
  /** Who wrote the update that it ended with. */
  author: UserId | null
}

/** The newest promise of an update by `dueAt`. */
export async function loadPromise(
  db: Db | Trx,
  incidentId: number,
  dueAt: Date,
): Promise<PromiseEnd | undefined> {
  return await db
    .selectFrom('update_promises as promise')
    .leftJoin('status_updates as kept_by', 'kept_by.id', 'promise.update_id')
    .select(['promise.state', 'promise.settled_at as settledAt', 'kept_by.author'])
    .where('promise.incident_id', '=', incidentId)
    .where('promise.due_at', '=', dueAt)
    .orderBy('promise.id', 'desc')
    .executeTakeFirst()
}

/** Ends the open promise, if there is one. */
export async function settlePromise(
  trx: Trx,
  incidentId: number,
  state: 'kept' | 'late' | 'held' | 'released',
  settled: { at: Date; updateId: number | null },
): Promise<void> {
  await trx
    .updateTable('update_promises')
    .set({ state, settled_at: settled.at, update_id: settled.updateId })
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'open')
    .execute()
}

/** Notes that the commander was reminded of the open promise. */
export async function markNudged(trx: Trx, incidentId: number, at: Date): Promise<void> {
  await trx
    .updateTable('update_promises')
    .set({ nudged_at: at })
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'open')
    .execute()
}

/** The reminder went to somebody who no longer leads, so it is owed to whoever does now. */
export async function forgetNudge(trx: Trx, incidentId: number): Promise<void> {
  await trx
    .updateTable('update_promises')
    .set({ nudged_at: null })
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'open')
    .execute()
}

/** How the promises that were settled by `until` ended; released ones were owed to nobody. */
export async function countPromises(db: Db | Trx, incidentId: number, until: Date): Promise<PromiseLedger> {
  const rows = await db
    .selectFrom('update_promises')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('incident_id', '=', incidentId)
    .where('settled_at', '<=', until)
    .groupBy('state')
    .execute()
  const count = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return { kept: count('kept'), late: count('late'), held: count('held') }
}

/** How many promised updates in a row nobody wrote, up to now. */
export async function countMissedInRow(trx: Trx, incidentId: number): Promise<number> {
  const rows = await trx
    .selectFrom('update_promises')
    .select('state')
    .where('incident_id', '=', incidentId)
    .where('state', '!=', 'open')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  const written = rows.findIndex(({ state }) => state !== 'held')
  return written === -1 ? rows.length : written
}

/** The numbers of an incident's updates, oldest first. */
export async function listUpdateIds(trx: Trx, incidentId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('status_updates')
    .select('id')
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
