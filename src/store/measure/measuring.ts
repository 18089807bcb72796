import type { Db, Row, Trx } from '../tables.ts'

/** One thing that is measured again and again, as it was last. */
export type Measuring = {
  name: string
  value: number | null
  limit: number | null
  measuredAt: Date | null
  typedBy: string | null
  why: string | null
  nextAt: Date
}

/** What is new in the configuration is measured from now on. */
export async function addMeasuring(db: Db, names: readonly string[], at: Date): Promise<void> {
  if (names.length === 0) return
  const nothing = { value: null, capacity_limit: null, measured_at: null, typed_by: null, why: null }
  await db
    .insertInto('measuring')
    .values(names.map((name) => ({ name, ...nothing, next_at: at })))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

/** Those of these names that are known, by name. */
export async function loadMeasuring(db: Db | Trx, names: readonly string[]): Promise<Map<string, Measuring>> {
  if (names.length === 0) return new Map()
  const rows = await db.selectFrom('measuring').selectAll().where('name', 'in', names).execute()
  return new Map(rows.map((row) => [row.name, fromRow(row)]))
}

/** One, locked until the transaction ends. */
export async function lockMeasuring(trx: Trx, name: string): Promise<Measuring | null> {
  const row = await trx
    .selectFrom('measuring')
    .selectAll()
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** When it is measured next, and why nothing could be told now; null where something could. */
export async function storeRound(
  trx: Trx,
  name: string,
  { why, nextAt }: Pick<Measuring, 'why' | 'nextAt'>,
): Promise<void> {
  await trx.updateTable('measuring').set({ why, next_at: nextAt }).where('name', '=', name).execute()
}

/** The newest number of a capacity. */
export async function storeGauge(
  trx: Trx,
  name: string,
  { value, limit, at, by }: { value: number; limit: number; at: Date; by: string | null },
): Promise<void> {
  await trx
    .updateTable('measuring')
    .set({ value, capacity_limit: limit, measured_at: at, typed_by: by })
    .where('name', '=', name)
    .execute()
}

/** When the next of these is due; null where there are none. */
export async function nextMeasuringAt(db: Db, names: readonly string[]): Promise<Date | null> {
  if (names.length === 0) return null
  const { at } = await db
    .selectFrom('measuring')
    .select(({ fn }) => fn.min('next_at').as('at'))
    .where('name', 'in', names)
    .executeTakeFirstOrThrow()
  return at
}

function fromRow(row: Row<'measuring'>): Measuring {
  return {
    name: row.name,
    value: row.value,
    limit: row.capacity_limit,
    measuredAt: row.measured_at,
    typedBy: row.typed_by,
    why: row.why,
    nextAt: row.next_at,
  }
}
