import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { lastMeasurements } from '../../src/store/check/measurements.ts'
import { openWorld, until } from '../world.ts'

test('What is wrong in a database is found, what gets worse is told, and what nobody may see is unknown', async () => {
  const world = await openWorld({ hasMeasures: true, config: withShortPatience })
  const { jonas } = world
  const shop = new pg.Client({ connectionString: world.sandbox.shop.url })
  await shop.connect()
  onTestFinished(() => shop.end())
  await shop.query(
    `do $$ begin for n in 1..30 loop perform from order_items where order_id = n; end loop; end $$`,
  )
  await shop.query(`select pg_stat_force_next_flush(); `)
  await shop.query('select 1')

  expect(await jonas.asks('/status data')).toContain('unknown: nobody has looked yet')
  expect(await jonas.asks('/status data shop now')).toMatch(/shop\*: \d+ with a warning, 1 unknown, \d+ well/)
  const first = await jonas.asks('/status data shop')
  for (const said of [
    '`orphans:order_items.product_id` Rows of order_items with a product_id that is no products.id: 5.',
    '`soft-deleted:customers` Rows of customers that were marked as deleted more than 90 days ago: 8.',
    '`user-deletions` People who asked to be deleted more than 30 days ago, and still are there: 1.',
    'products_by_stock',
    'order_items (2000 rows, ',
    '"own row" on public.customers',
    'payments.order_id',
    'Wrap the call, (select auth.uid()) in place of auth.uid()',
    '`slow-statements` unknown:',
    'create extension pg_stat_statements',
  ])
    expect(first).toContain(said)
  expect(first).toMatch(/:white_check_mark: .*`failed-payments`/)
  expect(jonas.reads('incidents').join()).not.toContain('The data of shop')

  const blocked = await blockedSession(world.sandbox.shop.url, shop)
  expect(await jonas.asks('/status data shop now')).toMatch(
    /:red_circle: `locks` Sessions that wait for a lock \(1\): \d+ for \d+ s at jobs, blocked by \d+/,
  )
  await shop.query('commit')
  await blocked.end
  await shop.query(`update payments set state = 'failed' where id <= 200`)
  await shop.query('revoke select on order_items from pilothouse_reader')
  await shop.query('update customers set deleted_at = null')
  await world.pass({ minutes: 16 })
  const told = jonas.reads('incidents').join()
  expect(told).toContain('The data of shop: failed payments')
  expect(told).toMatch(/failed is \d+, which is not below 100/)
  expect(await jonas.asks('/status data shop')).toContain(
    'Grant it: grant usage on the schema and select on the table to pilothouse_reader',
  )
  const { db } = world.bot.deps
  const series = 'data:shop/soft-deleted:customers'
  expect((await lastMeasurements(db, [series])).get(series)?.value).toBe(0)

  await shop.query(`update payments set state = 'settled'`)
  await world.pass({ minutes: 16 })
  expect(jonas.reads('incidents').join()).toMatch(/failed payments[\s\S]*over/i)

  world.sandbox.faults.databaseDown = true
  expect(await jonas.asks('/status data shop now')).toMatch(/shop\*: \d+ unknown,/)
  expect(await jonas.asks('/status data shp')).toContain('Did you mean `shop`?')
})

/** Only databases are looked into, and nobody waits a minute for a lock. */
const withShortPatience = (config: TeamConfig): TeamConfig => ({
  ...config,
  ...{ capacities: [], costs: [], alerts: { ...config.alerts, rules: [] } },
  databases: Object.fromEntries(
    Object.entries(config.databases).map(([name, { health, ...database }]) => [
      name,
      { ...database, health: health && { ...health, blockedFor: 1 } },
    ]),
  ),
})

/** A session that waits for a lock which the other holds; it ends once that lets go. */
async function blockedSession(url: string, holder: pg.Client): Promise<{ end: Promise<unknown> }> {
  await holder.query('begin; lock table jobs')
  const waiting = new pg.Client({ connectionString: url })
  await waiting.connect()
  onTestFinished(() => waiting.end())
  const end = waiting.query('delete from jobs where id = 1')
  const isWaiting = 'select from pg_locks where not granted'
  await until(async () => (await holder.query(isWaiting)).rowCount === 1)
  return { end }
}
