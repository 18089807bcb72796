import type { Db, Row, Trx } from '../tables.ts'

export type Capture = Row<'captures'>

/** Remembers that a message is wanted in a timeline; false where somebody asked for it before. */
export async function insertCapture(trx: Trx, wanted: Omit<Capture, 'id' | 'settled_at'>): Promise<boolean> {
  const result = await trx
    .insertInto('captures')
    .values({ ...wanted, settled_at: null })
    .onConflict((conflict) => conflict.columns(['incident_id', 'channel', 'ts']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The message that was asked for first and whose words nobody has fetched yet. */
export async function nextCapture(db: Db | Trx, incidentId: number): Promise<Capture | null> {
  const row = await db
    .selectFrom('captures')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('settled_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
  return row ?? null
}

export async function settleCapture(trx: Trx, id: number, at: Date): Promise<void> {
  await trx.updateTable('captures').set({ settled_at: at }).where('id', '=', id).execute()
}

/** The timelines that hold this message, with its entry's number. */
export async function entriesOfSource(
  db: Db | Trx,
  source: string,
): Promise<{ incidentId: number; seq: number }[]> {
  const rows = await db
    .selectFrom('timeline')
    .select(['incident_id', 'seq'])
    .where('source', '=', source)
    .orderBy('incident_id')
    .execute()
  return rows.map(({ incident_id, seq }) => ({ incidentId: incident_id, seq }))
}
