import { addHours } from 'date-fns/addHours'
import { expect, test } from 'vitest'
import { lastMeasurements, recordMeasurements } from '../../src/store/check/measurements.ts'
import { measureCost } from '../../src/workflows/measure/cost.ts'
import { openWorld, type World } from '../world.ts'

test('Capacities and costs are measured or typed, told against their limits, and never made up', async () => {
  const world = await openWorld({ hasMeasures: true })
  const { jonas, priya } = world
  await world.settle()
  const first = await jonas.asks('/status capacity')
  expect(first).toMatch(
    /Database connections\s+\d+% \(\d+ connections\)\s+\d+ connections\s+nobody can tell: too few values/,
  )
  expect(first).toMatch(/Orders of the invoicing plan\s+40% \(2,000 orders\)\s+5,000 orders/)
  expect(first).toContain('*Bandwidth* is unknown now. Nobody has typed it yet.')
  expect(first).toContain('The check jobs-failed has not measured value lately.')

  expect(await priya.asks('/status capacity set connections 20%')).toContain('`connections` is measured')
  expect(await priya.asks('/status capacity set bandwith 20%')).toContain('Did you mean `bandwidth`?')
  expect(await priya.asks('/status capacity set bandwidth 210 GB')).toContain('`/status capacity` needs')
  expect(await priya.asks('/status capacity set bandwidth 210')).toContain(
    'at 84% of its limit now: 210 of 250 GB',
  )
  await world.pass({ minutes: 6 })
  expect(world.jonas.reads('incidents').join()).toContain('Bandwidth: above 80% of the limit')
  await fillDisk(world)
  const later = await jonas.asks('/status capacity')
  expect(later).toMatch(/disk\n.*\n8 GB\nin \d+ to \d+ days, if it goes on so \(336 hours\)/)
  expect(later).toMatch(/\*Bandwidth\* was typed by (?:<@U0PRIYA0001>|@?priya)/i)

  await spend(world)
})

/** Two weeks in which the disk filled by 0.2 GB a day, up to 5 GB. */
async function fillDisk({ bot: { deps } }: World): Promise<void> {
  const now = deps.now()
  const rows = Array.from({ length: 14 * 24 }, (_, index) => ({
    series: 'capacity:disk',
    at: addHours(now, -index - 1),
    value: 5 - (index * 0.2) / 24 + (index % 5) * 0.02,
  }))
  await deps.db.transaction().execute((trx) => recordMeasurements(trx, rows))
}

async function spend(world: World): Promise<void> {
  const { jonas, maya } = world
  const { db } = world.bot.deps
  const none = await jonas.asks('/status cost')
  expect(none).toMatch(
    /Hosting\s+missing\s+€400\.00\s+unknown: no month to compare with\s+missing\s+missing\s+missing/,
  )
  expect(none).toContain('Nobody knows yet what hosting cost this month.')
  expect(await maya.asks('/status cost add hosting 1,200')).toContain('`/status cost` needs')
  expect(await maya.asks('/status cost add hosting 310 for october')).toContain('€310.00 in October 2026')
  expect(await maya.asks('/status cost add hosting 200')).toContain('€200.00 in November 2026, which is 50%')
  // 230 by the 23rd of October is usual.
  expect(await jonas.asks('/status cost')).toMatch(
    /€200\.00 by day 23, 50%\s+€400\.00\s+€230\.00 \(n 1\), this is 87% of it/,
  )
  await world.pass({ seconds: 1 })
  expect(await maya.asks('/status cost add hosting 130')).toContain('€330.00 in November 2026, which is 83%')
  await world.pass({ minutes: 2 })
  expect(jonas.reads('incidents').join()).toContain('Hosting has cost more than 80% of this month’s budget')
  expect(await maya.asks('/status cost set hosting 620')).toContain('which is 155%')
  await world.pass({ minutes: 2 })
  for (const policy of world.bot.deps.config.costs.slice(-1)) await measureCost(world.bot.deps, policy)
  const known = await lastMeasurements(db, ['cost:payment-fees', 'cost:together'])
  const [fees, together] = [known.get('cost:payment-fees')?.value, known.get('cost:together')?.value]
  expect(together).toBeCloseTo(620 + (fees ?? Number.NaN))
  const told = jonas.reads('incidents').join()
  expect(told).toContain('Hosting has cost more than 150% of this month’s budget')
  expect(told).toContain('Hosting has cost more than 150% of what it usually does by this day of the month')
  const facts = await db
    .selectFrom('alerts')
    .select(['facts', 'level'])
    .where('name', '=', 'cost-hosting-overrun')
    .execute()
  expect(facts).toEqual([{ facts: ['cost'], level: 'critical' }])
  const rows = await db.selectFrom('audit').select('action').where('subject', '=', 'cost:hosting').execute()
  expect(rows.map(({ action }) => action)).toEqual(['cost.add', 'cost.add', 'cost.add', 'cost.set'])
}
