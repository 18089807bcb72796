import type { RuleState } from '../../domain/alert/rule.ts'
import { earliest } from '../../domain/earliest.ts'
import type { Db, Row, Trx } from '../tables.ts'

/** A rule as it was last looked at. */
export type StoredRule = RuleState & {
  name: string
  value: number | null
  lookedAt: Date | null
  nextAt: Date
}

/** Rules that are new in the configuration are looked at from now on. */
export async function addRules(db: Db, names: readonly string[], at: Date): Promise<void> {
  if (names.length === 0) return
  const quiet = { standing: 'quiet' as const, since: at, unknown_since: null, value: null, looked_at: null }
  await db
    .insertInto('alert_rules')
    .values(names.map((name) => ({ name, ...quiet, next_at: at })))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

export async function listRules(db: Db | Trx): Promise<StoredRule[]> {
  const rows = await db.selectFrom('alert_rules').selectAll().orderBy('name').execute()
  return rows.map(ruleFromRow)
}

/** The same of one, locked until the transaction ends. */
export async function lockRule(trx: Trx, name: string): Promise<StoredRule | null> {
  const row = await trx
    .selectFrom('alert_rules')
    .selectAll()
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  return row ? ruleFromRow(row) : null
}

export async function storeRule(
  trx: Trx,
  name: string,
  { standing, since, unknownSince, isMissing, value, lookedAt, nextAt }: Omit<StoredRule, 'name'>,
): Promise<void> {
  await trx
    .updateTable('alert_rules')
    .set({
      ...{ standing, since, value },
      unknown_since: unknownSince,
      is_missing: isMissing,
      looked_at: lookedAt,
      next_at: nextAt,
    })
    .where('name', '=', name)
    .execute()
}

/** When the next of these is due; null where there are none. */
export async function nextRuleAt(db: Db, names: readonly string[]): Promise<Date | null> {
  const rules = await listRules(db)
  return earliest(rules.filter(({ name }) => names.includes(name)).map(({ nextAt }) => nextAt))
}

function ruleFromRow(row: Row<'alert_rules'>): StoredRule {
  return {
    name: row.name,
    standing: row.standing,
    since: row.since,
    unknownSince: row.unknown_since,
    isMissing: row.is_missing,
    value: row.value,
    lookedAt: row.looked_at,
    nextAt: row.next_at,
  }
}
