import type { CostDay } from '../../domain/measure/cost.ts'
import type { Db, Trx } from '../tables.ts'

/** What a month has cost by the end of a day, in place of what was said of that day before. */
export async function storeCostDay(
  trx: Trx,
  name: string,
  { month, day, amount, at, by }: CostDay & { at: Date; by: string | null },
): Promise<void> {
  const said = { amount, at, typed_by: by }
  await trx
    .insertInto('cost_days')
    .values({ name, month, day, ...said })
    .onConflict((conflict) => conflict.columns(['name', 'month', 'day']).doUpdateSet(said))
    .execute()
}

/** Whoever adds to a month waits until this transaction ends. */
export async function lockCosts(trx: Trx, name: string): Promise<void> {
  await trx.selectFrom('measuring').select('name').where('name', '=', `cost:${name}`).forUpdate().execute()
}

/** What is known of months from `since` on, by name. */
export async function loadCostDays(
  db: Db | Trx,
  names: readonly string[],
  since: string,
): Promise<Map<string, CostDay[]>> {
  if (names.length === 0) return new Map()
  const rows = await db
    .selectFrom('cost_days')
    .select(['name', 'month', 'day', 'amount'])
    .where('name', 'in', names)
    .where('month', '>=', since)
    .orderBy('month')
    .orderBy('day')
    .execute()
  return Map.groupBy(rows, ({ name }) => name)
}
