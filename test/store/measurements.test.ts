import { addDays } from 'date-fns/addDays'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../src/adapters/postgres/connect.ts'
import { forgetOldSamples } from '../../src/store/check/forget.ts'
import {
  lastMeasurements,
  loadMeasurementRollups,
  loadMeasurements,
  recordMeasurements,
} from '../../src/store/check/measurements.ts'
import { checkSeries, storeSamples } from '../../src/store/check/samples.ts'
import { freshDatabase } from '../postgres.ts'
import { silentLog } from '../silent-log.ts'

const series = 'capacity:connections'
const at = (clock: string) => new Date(`2026-11-23T${clock}:00Z`)

async function openDb() {
  const database = await freshDatabase()
  const { db, close } = await connect(database.url, silentLog)
  onTestFinished(async () => {
    await close()
    await database.drop()
  })
  return db
}

test('Numbers are kept and counted by the hour and the day, each once, and what is no number is left out', async () => {
  const db = await openDb()
  const record = (...values: [string, number][]) =>
    db.transaction().execute((trx) =>
      recordMeasurements(
        trx,
        values.map(([clock, value]) => ({ series, at: at(clock), value })),
      ),
    )
  await record(['03:00', 10], ['03:20', 40])
  await record(['03:20', 40], ['04:10', 5], ['04:20', Number.NaN], ['04:30', Number.POSITIVE_INFINITY])
  expect((await loadMeasurements(db, series, at('03:10'))).map(({ value }) => value)).toEqual([40, 5])
  expect((await lastMeasurements(db, [series, 'none'])).get(series)?.value).toBe(5)
  const all = { series, from: at('00:00'), until: at('23:00') }
  expect(await loadMeasurementRollups(db, 'hour', all)).toEqual([
    { startsAt: at('03:00'), count: 2, sum: 50, min: 10, max: 40, last: 40 },
    { startsAt: at('04:00'), count: 1, sum: 5, min: 5, max: 5, last: 5 },
  ])
  expect(await loadMeasurementRollups(db, 'day', all)).toMatchObject([{ count: 3, last: 5 }])

  await forgetOldSamples(db, addDays(at('04:10'), 3))
  expect(await loadMeasurements(db, series, at('00:00'))).toEqual([])
  expect(await loadMeasurementRollups(db, 'hour', all)).toHaveLength(2)
  await forgetOldSamples(db, addDays(at('04:10'), 40))
  expect(await loadMeasurementRollups(db, 'hour', all)).toEqual([])
  expect(await loadMeasurementRollups(db, 'day', all)).toHaveLength(1)
})

test('What a check brings along is a series of its own', async () => {
  const db = await openDb()
  const look = { is: 'up', latencyMs: 12, measures: { certificateDays: 61 } } as const
  await db.transaction().execute((trx) => storeSamples(trx, [{ name: 'shop-front', at: at('03:00'), look }]))
  const name = checkSeries('shop-front', 'certificateDays')
  expect((await lastMeasurements(db, [name])).get(name)?.value).toBe(61)
})
