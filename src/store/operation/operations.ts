import type { Operation, OperationEnding, OperationTask } from '../../domain/operation/operation.ts'
import { thingOf } from '../../domain/operation/operation.ts'
import type { UserId } from '../../domain/people.ts'
import { loadActs } from '../acts.ts'
import type { Db, Row, Subject, Trx } from '../tables.ts'
import { storedEnd, storedTask } from './operation-documents.ts'

export const operationSubject = (id: number): Subject => `operation:${id}`

/** Operations are never planned anew. */
export const operationRound = 1

export type NewOperation = {
  environment: string
  service?: string | null
  task: OperationTask
  reason: string | null
  deployment?: number | null
}

type Asked = { by: UserId; at: Date; answerTo: string | undefined }

/** Null where one on the same thing is running already. */
export async function insertOperation(trx: Trx, of: NewOperation, asked: Asked): Promise<number | null> {
  const row = await trx
    .insertInto('operations')
    .values({
      thing: thingOf(of.task),
      environment: of.environment,
      service: of.service ?? null,
      task: JSON.stringify(of.task),
      reason: of.reason,
      requested_by: asked.by,
      requested_at: asked.at,
      deployment_id: of.deployment ?? null,
      state: 'running',
      detail: '{}',
      ended_at: null,
      wake_at: asked.at,
      answer_to: asked.answerTo ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** One operation with its acts; null where there is none. */
export async function loadOperation(db: Db | Trx, id: number): Promise<Operation | null> {
  const row = await db.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? await withActs(db, row) : null
}

/** The same, with the row locked until the transaction ends. */
export async function lockOperation(trx: Trx, id: number): Promise<Operation | null> {
  const row = await trx
    .selectFrom('operations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? await withActs(trx, row) : null
}

/** False where it has ended meanwhile. */
export async function endOperation(
  trx: Trx,
  id: number,
  { to, ...detail }: OperationEnding,
  at: Date,
): Promise<boolean> {
  const result = await trx
    .updateTable('operations')
    .set({ state: to, detail: JSON.stringify(detail), ended_at: at, wake_at: null })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The newest operations on these things that worked, by what they acted upon. */
export async function latestDone(
  db: Db | Trx,
  environment: string,
  things: readonly string[],
): Promise<Map<string, { id: number; by: UserId; at: Date }>> {
  if (things.length === 0) return new Map()
  const rows = await db
    .selectFrom('operations')
    .distinctOn('thing')
    .select(['thing', 'id', 'requested_by', 'ended_at'])
    .where('environment', '=', environment)
    .where('thing', 'in', things)
    .where('state', '=', 'done')
    .orderBy('thing')
    .orderBy('id', 'desc')
    .execute()
  return new Map(
    rows.flatMap(({ thing, id, requested_by: by, ended_at: at }) => (at ? [[thing, { id, by, at }]] : [])),
  )
}

/** What was done for a deployment, oldest first. */
export async function operationsFor(db: Db, deployment: number): Promise<Operation[]> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where('deployment_id', '=', deployment)
    .orderBy('id')
    .execute()
  return await Promise.all(rows.map((row) => withActs(db, row)))
}

/** The operations that ended last since then, the newest first. */
export async function listEndedSince(db: Db, since: Date, limit: number): Promise<Operation[]> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where('ended_at', '>=', since)
    .orderBy('ended_at', 'desc')
    .limit(limit)
    .execute()
  return await Promise.all(rows.map((row) => withActs(db, row)))
}

/** The operation that is at work on this thing; null where it has just ended. */
export async function findRunning(trx: Trx, environment: string, thing: string): Promise<number | null> {
  const row = await trx
    .selectFrom('operations')
    .select('id')
    .where('environment', '=', environment)
    .where('thing', '=', thing)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return row?.id ?? null
}

/** The numbers of the operations on this thing before that one, newest first. */
export async function listEarlier(
  trx: Trx,
  { environment, thing, before }: { environment: string; thing: string; before: number },
  limit: number,
): Promise<number[]> {
  const rows = await trx
    .selectFrom('operations')
    .select('id')
    .where('environment', '=', environment)
    .where('thing', '=', thing)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** True where a later operation on the same thing has begun, or worked. */
export async function isSuperseded(
  db: Db,
  { id, environment, thing }: { id: number; environment: string; thing: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('operations')
    .select('id')
    .where('environment', '=', environment)
    .where('thing', '=', thing)
    .where('id', '>', id)
    .where('state', '!=', 'failed')
    .executeTakeFirst()
  return row !== undefined
}

async function withActs(db: Db | Trx, row: Row<'operations'>): Promise<Operation> {
  const acts = await loadActs(db, operationSubject(row.id), operationRound)
  const common = {
    id: row.id,
    environment: row.environment,
    service: row.service,
    task: storedTask.parse(row.task),
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    deployment: row.deployment_id,
    acts,
  }
  const endedAt = row.ended_at ?? row.requested_at
  const { failure } = storedEnd.parse(row.detail)
  if (row.state === 'running') return { ...common, state: 'running' }
  if (row.state === 'done') return { ...common, state: 'done', endedAt }
  if (failure) return { ...common, state: 'failed', endedAt, failure }
  throw new Error(`Operation ${row.id} failed, but does not say why.`)
}
