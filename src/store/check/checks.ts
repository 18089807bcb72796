import { z } from 'zod'
import type { CheckState, Look, Measures } from '../../domain/check/check.ts'
import { sayingOf } from '../../domain/check/check.ts'
import type { Db, Row, Trx } from '../tables.ts'

/** A check as it was last seen. */
export type StoredCheck = CheckState & {
  name: string
  lookedAt: Date | null
  latencyMs: number | null
  /** Why it is not well, or can't be looked at; of what it warns, where it is up. */
  why: string | null
  measures: Measures
  nextAt: Date
}

const storedMeasures = z.record(z.string(), z.number())

/** Checks that are new in the configuration are looked at from now on. */
export async function addChecks(db: Db | Trx, names: readonly string[], at: Date): Promise<void> {
  if (names.length === 0) return
  const rows = names.map((name) => ({ name, standing: 'new' as const, since: at, next_at: at }))
  const nothingSeen = { looked_at: null, latency_ms: null, why: null, measures: '{}' }
  const nobody = { leased_until: null, lease: null }
  await db
    .insertInto('checks')
    .values(rows.map((row) => ({ ...row, ...nothingSeen, ...nobody })))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

/** Takes up to `limit` checks that are due, which nobody else gets until `until`. */
export async function leaseDueChecks(
  db: Db,
  {
    names,
    at,
    until,
    lease,
    limit,
  }: Lease & { names: readonly string[]; at: Date; until: Date; limit: number },
): Promise<StoredCheck[]> {
  if (names.length === 0) return []
  const rows = await db
    .updateTable('checks')
    .set({ leased_until: until, lease })
    .where('name', 'in', (eb) =>
      eb
        .selectFrom('checks')
        .select('name')
        .where('name', 'in', names)
        .where('next_at', '<=', at)
        .where((of) => of.or([of('leased_until', 'is', null), of('leased_until', '<', at)]))
        .orderBy('next_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
  return rows.map(checkFromRow)
}

type Lease = { lease: string }

/** Has a check looked at now, unless somebody is at it. */
export async function makeDue(db: Db, name: string, at: Date): Promise<void> {
  await db
    .updateTable('checks')
    .set({ next_at: at })
    .where('name', '=', name)
    .where((of) => of.or([of('leased_until', 'is', null), of('leased_until', '<', at)]))
    .execute()
}

/** The leased ones that are still ours, locked until the transaction ends. */
export async function lockLeasedChecks(trx: Trx, lease: string): Promise<StoredCheck[]> {
  const rows = await trx
    .selectFrom('checks')
    .selectAll()
    .where('lease', '=', lease)
    .orderBy('name')
    .forUpdate()
    .execute()
  return rows.map(checkFromRow)
}

/** What a look found; lets go of the lease. */
export async function storeLook(
  trx: Trx,
  name: string,
  { state, look, at, nextAt }: { state: CheckState; look: Look; at: Date; nextAt: Date },
): Promise<void> {
  await trx
    .updateTable('checks')
    .set({
      standing: state.standing,
      since: state.since,
      failures: state.failures,
      looked_at: at,
      latency_ms: look.is === 'unknown' ? null : look.latencyMs,
      why: sayingOf(look),
      measures: JSON.stringify(look.measures ?? {}),
      next_at: nextAt,
      leased_until: null,
      lease: null,
    })
    .where('name', '=', name)
    .execute()
}

/** When the next of these is due; null where there are none. */
export async function nextCheckAt(db: Db | Trx, names: readonly string[]): Promise<Date | null> {
  if (names.length === 0) return null
  const { at } = await db
    .selectFrom('checks')
    .select(({ fn }) => fn.min('next_at').as('at'))
    .where('name', 'in', names)
    .executeTakeFirstOrThrow()
  return at
}

/** Those of these names that were ever looked at or will be, by name. */
export async function loadChecks(db: Db | Trx, names: readonly string[]): Promise<Map<string, StoredCheck>> {
  if (names.length === 0) return new Map()
  const rows = await db.selectFrom('checks').selectAll().where('name', 'in', names).execute()
  return new Map(rows.map((row) => [row.name, checkFromRow(row)]))
}

function checkFromRow(row: Row<'checks'>): StoredCheck {
  return {
    name: row.name,
    standing: row.standing,
    since: row.since,
    failures: row.failures,
    lookedAt: row.looked_at,
    latencyMs: row.latency_ms,
    why: row.why,
    measures: storedMeasures.parse(row.measures),
    nextAt: row.next_at,
  }
}
