import type { Correction, CorrectionPlan } from '../../domain/data/correction.ts'
import type { UserId } from '../../domain/people.ts'
import type { Db, Row, Subject, Trx } from '../tables.ts'

export const correctionSubject = (id: number): Subject => `correction:${id}`

type Asked = CorrectionPlan & {
  environment: string
  /** The rows as they are, as CSV. */
  rows: string
  by: UserId
  at: Date
  expiresAt: Date
}

export async function insertCorrection(trx: Trx, asked: Asked): Promise<number> {
  const { database, environment, because, change, expected } = asked
  const { id } = await trx
    .insertInto('corrections')
    .values({
      ...{ database, environment, because, change, expected },
      backup_query: asked.backup,
      backup: asked.rows,
      requested_by: asked.by,
      requested_at: asked.at,
      expires_at: asked.expiresAt,
      ...{ state: 'awaiting', decided_by: null, decided_at: null, operation_id: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** False where it was decided meanwhile. `operation` is null where it was rejected. */
export async function decideCorrection(
  trx: Trx,
  id: number,
  { by, at, operation }: { by: UserId; at: Date; operation: number | null },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('corrections')
    .set({
      state: operation === null ? 'rejected' : 'approved',
      ...{ decided_by: by, decided_at: at, operation_id: operation },
    })
    .where('id', '=', id)
    .where('state', '=', 'awaiting')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function loadCorrection(db: Db | Trx, id: number): Promise<Correction | null> {
  const row = await db.selectFrom('corrections').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

function fromRow(row: Row<'corrections'>): Correction {
  const common = {
    id: row.id,
    database: row.database,
    environment: row.environment,
    because: row.because,
    backup: row.backup_query,
    change: row.change,
    expected: row.expected,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
  }
  const { decided_by: decidedBy, decided_at: decidedAt, operation_id: operation } = row
  if (!decidedBy || !decidedAt) return { ...common, state: 'awaiting' }
  if (operation === null) return { ...common, state: 'rejected', decidedBy, decidedAt }
  return { ...common, state: 'approved', decidedBy, decidedAt, operation }
}
