import { z } from 'zod'
import { type DiagnosticQuestion, diagnosticNames, type Seen } from '../../domain/diagnostic/diagnostic.ts'
import type { Db, Row, Subject, Trx } from '../tables.ts'

export const diagnosticSubject = (id: number): Subject => `diagnostic:${id}`

/** Their acts are taken once; whoever wants to look again begins another. */
export const diagnosticRound = 1

export type StoredDiagnostic = DiagnosticQuestion &
  Pick<Row<'diagnostics'>, 'id' | 'state'> & { askedAt: Date; endedAt: Date | null }

export type Asker = { user: string; destination: string; incidentId: number | null }

/** The number of a new one, or of the one that asks the same and still runs. */
export async function insertOrJoin(
  trx: Trx,
  { name, service, environment, argument }: DiagnosticQuestion,
  at: Date,
): Promise<{ id: number; isNew: boolean }> {
  const row = await trx
    .insertInto('diagnostics')
    .values({
      name,
      service,
      environment,
      argument,
      state: 'running',
      asked_at: at,
      ended_at: null,
      wake_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) return { id: row.id, isNew: true }
  const running = await trx
    .selectFrom('diagnostics')
    .select('id')
    .where('state', '=', 'running')
    .where('name', '=', name)
    .where('service', 'is not distinct from', service)
    .where('environment', 'is not distinct from', environment)
    .where('argument', 'is not distinct from', argument)
    .forUpdate()
    .executeTakeFirst()
  // It ended between the two statements.
  return running
    ? { id: running.id, isNew: false }
    : await insertOrJoin(trx, { name, service, environment, argument }, at)
}

/** False where they asked there already. */
export async function addAsker(trx: Trx, id: number, asker: Asker, at: Date): Promise<boolean> {
  const { user, destination, incidentId } = asker
  const result = await trx
    .insertInto('diagnostic_askers')
    .values({ diagnostic_id: id, user_id: user, destination, incident_id: incidentId, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function loadAskers(db: Db | Trx, id: number): Promise<Asker[]> {
  const rows = await db
    .selectFrom('diagnostic_askers')
    .selectAll()
    .where('diagnostic_id', '=', id)
    .orderBy('at')
    .orderBy('user_id')
    .execute()
  return rows.map(({ user_id, destination, incident_id }) => ({
    ...{ user: user_id, destination, incidentId: incident_id },
  }))
}

export async function loadDiagnostic(db: Db | Trx, id: number): Promise<StoredDiagnostic | null> {
  const row = await db.selectFrom('diagnostics').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** The same, with the row locked until the transaction ends. */
export async function lockDiagnostic(trx: Trx, id: number): Promise<StoredDiagnostic | null> {
  const row = await trx
    .selectFrom('diagnostics')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function endDiagnostic(trx: Trx, id: number, at: Date): Promise<void> {
  await trx.updateTable('diagnostics').set({ state: 'ended', ended_at: at }).where('id', '=', id).execute()
}

const name = z.enum(diagnosticNames)

const fromRow = ({ asked_at, ended_at, wake_at: _, ...row }: Row<'diagnostics'>): StoredDiagnostic => ({
  ...row,
  ...{ name: name.parse(row.name), askedAt: asked_at, endedAt: ended_at },
})

const text = z.string()
const remedy = z.enum(['roll-back', 'unpin']).optional()

/** What a step saw, as it is stored with its act. */
export const storedSeen: z.ZodType<Seen> = z.object({
  findings: z.array(
    z.discriminatedUnion('is', [
      z.object({ what: text, is: z.literal('ok'), why: text.optional(), remedy }),
      z.object({
        ...{ what: text, why: text, fix: text.nullable(), remedy },
        is: z.enum(['warning', 'trouble', 'unknown']),
      }),
    ]),
  ),
  tables: z.array(z.object({ title: text, columns: z.array(text), rows: z.array(z.array(text)) })),
})
