import { sql } from 'kysely'
import type { Look } from '../../domain/check/check.ts'
import { sayingOf } from '../../domain/check/check.ts'
import type { Seen } from '../../domain/check/check-history.ts'
import type { Period, Rollup } from '../../domain/check/rollup.ts'
import { emptyRollup, periods, startOfPeriod, withLook } from '../../domain/check/rollup.ts'
import type { Db, Row, Trx } from '../tables.ts'
import { type Measurement, recordMeasurements } from './measurements.ts'

export type Sample = { name: string; at: Date; look: Look }

/** Keeps what was seen, and counts it in its hour and its day, for many checks at once. */
export async function storeSamples(trx: Trx, samples: readonly Sample[]): Promise<void> {
  if (samples.length === 0) return
  const rows = samples.map(({ name, at, look }) => ({
    check_name: name,
    at,
    saw: look.is,
    latency_ms: look.is === 'unknown' ? null : look.latencyMs,
    why: sayingOf(look),
    measures: JSON.stringify(look.measures ?? {}),
  }))
  await trx
    .insertInto('check_samples')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  for (const period of Object.keys(periods) as Period[]) await countIn(trx, period, samples)
  await recordMeasurements(trx, samples.flatMap(measured))
}

/** The series of a number that a check brings along. */
export const checkSeries = (name: string, measure: string): string => `check:${name}/${measure}`

const measured = ({ name, at, look }: Sample): Measurement[] =>
  Object.entries(look.measures ?? {}).map(([measure, value]) => ({
    series: checkSeries(name, measure),
    at,
    value,
  }))

/** A check's samples are counted by whoever holds its lock, so no count is lost between the look and the write. */
async function countIn(trx: Trx, period: Period, samples: readonly Sample[]): Promise<void> {
  const known = await trx
    .selectFrom('check_rollups')
    .selectAll()
    .where('period', '=', period)
    .where(
      'check_name',
      'in',
      samples.map(({ name }) => name),
    )
    .where(
      'starts_at',
      'in',
      samples.map(({ at }) => startOfPeriod(period, at)),
    )
    .execute()
  const rows = samples.map(({ name, at, look }) => {
    const startsAt = startOfPeriod(period, at)
    const row = known.find((one) => one.check_name === name && one.starts_at.getTime() === startsAt.getTime())
    const { up, down, unknown, latencySumMs, histogram } = withLook(
      row ? rollupFromRow(row) : emptyRollup(startsAt),
      look,
    )
    const counts = { up, down, unknown, latency_sum_ms: latencySumMs, histogram }
    return { check_name: name, period, starts_at: startsAt, ...counts }
  })
  await trx
    .insertInto('check_rollups')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['check_name', 'period', 'starts_at']).doUpdateSet((eb) => ({
        up: eb.ref('excluded.up'),
        down: eb.ref('excluded.down'),
        unknown: eb.ref('excluded.unknown'),
        latency_sum_ms: eb.ref('excluded.latency_sum_ms'),
        histogram: eb.ref('excluded.histogram'),
      })),
    )
    .execute()
}

/** The last looks at a check, newest first. */
export async function lastSamples(db: Db | Trx, name: string, limit: number): Promise<Seen[]> {
  return await db
    .selectFrom('check_samples')
    .select(['at', 'saw', 'latency_ms as latencyMs', 'why'])
    .where('check_name', '=', name)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
}

/** The rollups of these checks that began in [from, until), by name, oldest first. */
export async function loadRollups(
  db: Db | Trx,
  period: Period,
  { names, from, until }: { names: readonly string[]; from: Date; until: Date },
): Promise<Map<string, Rollup[]>> {
  if (names.length === 0) return new Map()
  const rows = await db
    .selectFrom('check_rollups')
    .selectAll()
    .where('period', '=', period)
    .where('check_name', 'in', names)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', until)
    .orderBy('starts_at')
    .execute()
  return Map.groupBy(
    rows.map((row) => ({ name: row.check_name, ...rollupFromRow(row) })),
    ({ name }) => name,
  )
}

/** How often these checks were seen up and down on the days (UTC) that began since `from`, without their latencies. */
export async function countDays(
  db: Db | Trx,
  { names, from }: { names: readonly string[]; from: Date },
): Promise<{ name: string; startsAt: Date; up: number; down: number }[]> {
  if (names.length === 0) return []
  // One row for each check: thousands of them would take longer to read than to find.
  const rows = await db
    .selectFrom('check_rollups')
    .select('check_name')
    .select(({ ref }) => [
      sql<number[]>`array_agg(extract(epoch from ${ref('starts_at')})::int)`.as('starts'),
      sql<number[]>`array_agg(${ref('up')})`.as('ups'),
      sql<number[]>`array_agg(${ref('down')})`.as('downs'),
    ])
    .where('period', '=', 'day')
    .where('check_name', 'in', names)
    .where('starts_at', '>=', from)
    .groupBy('check_name')
    .execute()
  return rows.flatMap(({ check_name: name, starts, ups, downs }) =>
    starts.map((seconds, index) => {
      const startsAt = new Date(seconds * 1000)
      return { name, startsAt, up: ups[index] ?? 0, down: downs[index] ?? 0 }
    }),
  )
}

function rollupFromRow(row: Row<'check_rollups'>): Rollup {
  const { starts_at: startsAt, up, down, unknown, latency_sum_ms: latencySumMs, histogram } = row
  return { startsAt, up, down, unknown, latencySumMs, histogram }
}

/** The latency in ms that this share of a check's answers since a moment did not exceed; null without answers. */
export async function latencyOver(
  db: Db,
  { name, since, share }: { name: string; since: Date; share: number },
): Promise<number | null> {
  const row = await db
    .selectFrom('check_samples')
    .select(sql<number | null>`percentile_disc(${share}) within group (order by latency_ms)`.as('latency'))
    .where('check_name', '=', name)
    .where('at', '>', since)
    .where('latency_ms', 'is not', null)
    .executeTakeFirst()
  return row?.latency ?? null
}

/** Percent of the looks since a moment that saw it down; null where none could tell. */
export async function failureRateOver(
  db: Db,
  { name, since }: { name: string; since: Date },
): Promise<number | null> {
  const row = await db
    .selectFrom('check_samples')
    .select(sql<number | null>`100.0 * avg((saw = 'down')::int)::float8`.as('share'))
    .where('check_name', '=', name)
    .where('at', '>', since)
    .where('saw', '!=', 'unknown')
    .executeTakeFirst()
  return row?.share ?? null
}
