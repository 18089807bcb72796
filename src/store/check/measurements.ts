import { sql } from 'kysely'
import { type Period, periods, startOfPeriod } from '../../domain/check/rollup.ts'
import type { Db, Row, Trx } from '../tables.ts'

/** One number of a series, for example of `check:payments/quotaRemaining`. */
export type Measurement = { series: string; at: Date; value: number }

/** Numbers of one hour or day (UTC). */
type MeasurementRollup = {
  startsAt: Date
  count: number
  sum: number
  min: number
  max: number
  last: number
}

/** Keeps numbers, and counts each in its hour and its day. What is no finite number is left out. */
export async function recordMeasurements(trx: Trx, measured: readonly Measurement[]): Promise<void> {
  const rows = measured.filter(({ value }) => Number.isFinite(value))
  if (rows.length === 0) return
  const isNew = await trx
    .insertInto('measurements')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['series', 'at', 'value'])
    .execute()
  for (const period of Object.keys(periods) as Period[])
    for (const one of isNew) await countIn(trx, period, one)
}

async function countIn(trx: Trx, period: Period, { series, at, value }: Measurement): Promise<void> {
  const single = { count: 1, sum: value, min: value, max: value, last: value }
  await trx
    .insertInto('measurement_rollups')
    .values({ series, period, starts_at: startOfPeriod(period, at), ...single })
    .onConflict((conflict) =>
      conflict.columns(['series', 'period', 'starts_at']).doUpdateSet({
        count: sql`measurement_rollups.count + 1`,
        sum: sql`measurement_rollups.sum + excluded.sum`,
        min: sql`least(measurement_rollups.min, excluded.min)`,
        max: sql`greatest(measurement_rollups.max, excluded.max)`,
        last: sql`excluded.last`,
      }),
    )
    .execute()
}

/** The numbers of one series since a moment, oldest first. */
export async function loadMeasurements(db: Db | Trx, series: string, since: Date): Promise<Measurement[]> {
  return await db
    .selectFrom('measurements')
    .select(['series', 'at', 'value'])
    .where('series', '=', series)
    .where('at', '>=', since)
    .orderBy('at')
    .execute()
}

/** The newest number of each of these series that has one. */
export async function lastMeasurements(
  db: Db | Trx,
  series: readonly string[],
): Promise<Map<string, Measurement>> {
  if (series.length === 0) return new Map()
  const rows = await db
    .selectFrom('measurements')
    .distinctOn('series')
    .select(['series', 'at', 'value'])
    .where('series', 'in', series)
    .orderBy('series')
    .orderBy('at', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.series, row]))
}

/** The hours or days of one series that began in [from, until), oldest first. */
export async function loadMeasurementRollups(
  db: Db | Trx,
  period: Period,
  { series, from, until }: { series: string; from: Date; until: Date },
): Promise<MeasurementRollup[]> {
  const rows = await db
    .selectFrom('measurement_rollups')
    .selectAll()
    .where('series', '=', series)
    .where('period', '=', period)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', until)
    .orderBy('starts_at')
    .execute()
  return rows.map(fromRow)
}

function fromRow({
  starts_at: startsAt,
  count,
  sum,
  min,
  max,
  last,
}: Row<'measurement_rollups'>): MeasurementRollup {
  return { startsAt, count, sum, min, max, last }
}
