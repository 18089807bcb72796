import type { Silence } from '../../domain/alert/silence.ts'
import type { UserId } from '../../domain/people.ts'
import type { Db, Row, Trx } from '../tables.ts'

export async function insertSilence(trx: Trx, { of, ...silence }: Omit<Silence, 'id' | 'endedBy'>) {
  const about = 'name' in of ? { ...of, source: null, fingerprint: null } : { ...of, name: null }
  const { id } = await trx
    .insertInto('silences')
    .values({ ...silence, ...about, ended_by: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Those that are on, the one that ends first in front. */
export async function listSilences(db: Db | Trx, now: Date): Promise<Silence[]> {
  const rows = await db
    .selectFrom('silences')
    .selectAll()
    .where('until', '>', now)
    .where('ended_by', 'is', null)
    .orderBy('until')
    .orderBy('id')
    .execute()
  return rows.map(silenceFromRow)
}

/** False where it was over already. */
export async function endSilence(trx: Trx, id: number, by: UserId, now: Date): Promise<boolean> {
  const result = await trx
    .updateTable('silences')
    .set({ ended_by: by })
    .where('id', '=', id)
    .where('ended_by', 'is', null)
    .where('until', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

function silenceFromRow(row: Row<'silences'>): Silence {
  const { id, name, source, fingerprint, because, by, at, until, ended_by: endedBy } = row
  const of = name === null ? { source: source ?? '', fingerprint: fingerprint ?? '' } : { name }
  return { id, of, because, by, at, until, endedBy }
}
