import { type Expression, expressionBuilder } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { z } from 'zod'
import type { Act } from '../domain/act.ts'
import { storedParts } from './documents.ts'
import type { Db, Row, Subject, Tables, Trx } from './tables.ts'

/** The acts of one round, in the order in which they were intended. */
export async function loadActs(db: Db | Trx, subject: Subject, round: number): Promise<Act[]> {
  const rows = await db
    .selectFrom('acts')
    .selectAll()
    .where('subject', '=', subject)
    .where('round', '=', round)
    .orderBy('id')
    .execute()
  return rows.map(actFromRow)
}

/** The same, in a statement that loads what they are acts of; `storedActs` reads them. */
export function actsOf(subject: Expression<string>, round: Expression<number>) {
  const acts = expressionBuilder<Tables>().selectFrom('acts').select(shownColumns)
  return jsonArrayFrom(acts.where('subject', '=', subject).where('round', '=', round).orderBy('id'))
}

const shownColumns = [
  ...(['name', 'key', 'state', 'intended_at', 'attempts', 'retry_at', 'remote', 'progress'] as const),
  ...(['link', 'outcome', 'reason', 'finished_at', 'parts'] as const),
] as const

const text = z.string()
const when = z.coerce.date()
const json = z.record(text, z.unknown()).nullable()

/** Times come as text from a statement that answers in JSON. */
export const storedActs = z
  .array(
    z.object({
      name: text,
      key: text,
      state: z.enum(['intended', 'done', 'failed']),
      intended_at: when,
      attempts: z.number(),
      retry_at: when.nullable(),
      remote: text.nullable(),
      progress: text.nullable(),
      link: text.nullable(),
      outcome: json,
      reason: text.nullable(),
      finished_at: when.nullable(),
      parts: z.unknown(),
    }),
  )
  .transform((rows) => rows.map(actFromRow))

/** An act whose intent is stored, however it stands. */
export const loadAct = (trx: Trx, key: string): Promise<Row<'acts'>> =>
  trx.selectFrom('acts').selectAll().where('key', '=', key).executeTakeFirstOrThrow()

/** What an act needs to be carried out, as stored before anything is sent. */
export type Intent = {
  subject: Subject
  round: number
  name: string
  key: string
  input: object
  deadlineAt: Date
}

/**
 * Stores the intent, or counts one more attempt at an unfinished one. A finished read (`isRepeatable`) begins anew.
 * Returns null where another replica has finished it meanwhile.
 */
export async function storeIntent(
  trx: Trx,
  intent: Intent,
  now: Date,
  isRepeatable: boolean,
): Promise<{ row: Row<'acts'>; isNew: boolean } | null> {
  const inserted = await insertIntent(trx, intent, now)
  if (inserted) return { row: inserted, isNew: true }
  const found = await trx
    .selectFrom('acts')
    .selectAll()
    .where('key', '=', intent.key)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (found.state !== 'intended' && !isRepeatable) return null
  const isBegun = found.state === 'intended'
  const row = await trx
    .updateTable('acts')
    .set({
      state: 'intended',
      attempts: isBegun ? found.attempts + 1 : 1,
      retry_at: null,
      ...(isBegun
        ? {}
        : {
            intended_at: now,
            deadline_at: intent.deadlineAt,
            finished_at: null,
            outcome: null,
            reason: null,
            parts: null,
            input: JSON.stringify(intent.input),
          }),
    })
    .where('id', '=', found.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return { row, isNew: !isBegun }
}

/** Undefined where the key is taken, also by a replica that is storing it at this moment. */
async function insertIntent(trx: Trx, intent: Intent, now: Date): Promise<Row<'acts'> | undefined> {
  const { subject, round, name, key, input, deadlineAt } = intent
  return await trx
    .insertInto('acts')
    .values({
      subject,
      round,
      name,
      key,
      state: 'intended',
      input: JSON.stringify(input),
      intended_at: now,
      deadline_at: deadlineAt,
      retry_at: null,
      remote: null,
      progress: null,
      link: null,
      outcome: null,
      reason: null,
      finished_at: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Stores how an attempt ended; false where the row is no longer this attempt's (another replica took over). */
export async function storeAttempt(
  trx: Trx,
  attempt: { id: number; attempts: number },
  change: Partial<
    Pick<Row<'acts'>, 'state' | 'remote' | 'progress' | 'link' | 'reason' | 'finished_at' | 'retry_at'>
  > & { outcome?: string | null; parts?: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('acts')
    .set(change)
    .where('id', '=', attempt.id)
    .where('state', '=', 'intended')
    .where('attempts', '=', attempt.attempts)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * Keeps what the act became outside just before it takes effect there; false where another attempt was faster, or it is
 * over. Only one attempt is ever told true.
 */
export async function claimAct(db: Db, key: string, remote: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('acts')
    .set({ remote })
    .where('key', '=', key)
    .where('state', '=', 'intended')
    .where('remote', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

type ShownAct = Omit<Pick<Row<'acts'>, (typeof shownColumns)[number]>, 'parts'> & { parts: unknown }

function actFromRow(row: ShownAct): Act {
  const base = {
    name: row.name,
    key: row.key,
    intendedAt: row.intended_at,
    attempts: row.attempts,
    remote: row.remote,
    progress: row.progress,
    link: row.link,
    parts: row.parts ? storedParts.parse(row.parts) : undefined,
  }
  if (row.state === 'intended') return { ...base, state: 'intended', retryAt: row.retry_at }
  const finishedAt = row.finished_at ?? row.intended_at
  if (row.state === 'done') return { ...base, state: 'done', finishedAt, outcome: row.outcome }
  const reason = row.reason ?? 'No reason was recorded.'
  return { ...base, state: 'failed', finishedAt, reason, isUnknown: row.outcome !== null }
}

/** They begin anew when their time comes; what the last ones saw stays under another name. */
export async function forgetActs(trx: Trx, subject: Subject, names: readonly string[]): Promise<void> {
  const acts = await trx
    .selectFrom('acts')
    .select(['id', 'key', 'name'])
    .where('subject', '=', subject)
    .where('name', 'in', [...names])
    .execute()
  for (const { id, key, name } of acts) {
    await trx
      .updateTable('acts')
      .set({ name: `${name}-before`, key: `${key}/before/${id}` })
      .where('id', '=', id)
      .execute()
  }
}
