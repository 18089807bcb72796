import type { DataFinding } from '../../domain/data/health.ts'
import type { Db, Row, Trx } from '../tables.ts'

/** What the last look into a database found, by the name of each question. */
export async function loadFindings(db: Db | Trx, database: string): Promise<Map<string, DataFinding>> {
  const rows = await db.selectFrom('data_findings').selectAll().where('database', '=', database).execute()
  return new Map(rows.map((row) => [row.query, fromRow(row)]))
}

export async function storeFinding(
  trx: Trx,
  database: string,
  { query, is: standing, number, words, next, level, since, at }: DataFinding,
): Promise<void> {
  const found = { standing, number, words, next_step: next, level, since, at }
  await trx
    .insertInto('data_findings')
    .values({ database, query, ...found })
    .onConflict((conflict) => conflict.columns(['database', 'query']).doUpdateSet(found))
    .execute()
}

/** Forgets what is not asked any more. */
export async function dropFinding(trx: Trx, database: string, query: string): Promise<void> {
  await trx.deleteFrom('data_findings').where('database', '=', database).where('query', '=', query).execute()
}

function fromRow(row: Row<'data_findings'>): DataFinding {
  return {
    query: row.query,
    is: row.standing,
    number: row.number,
    words: row.words,
    next: row.next_step,
    level: row.level,
    since: row.since,
    at: row.at,
  }
}
