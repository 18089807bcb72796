import { expect, test } from 'vitest'
import { sayingOf } from '../../src/domain/check/check.ts'
import type { Faults } from '../../src/sandbox/slack/protocol.ts'
import { lookAt } from '../../src/workflows/checks/look-at.ts'
import { openWorld } from '../world.ts'

test('Every kind of check says what is wrong', async () => {
  const world = await openWorld({ hasChecks: true })
  const { deps } = world.bot
  const { faults } = world.sandbox
  const look = async (name: string, change: object = {}) => {
    const policy = deps.config.checks.find((one) => one.name === name)
    return await lookAt(deps, policy && { ...policy, ...change })
  }
  const broken = async (fault: keyof Faults, name: string) => {
    faults[fault] = true
    const seen = await look(name)
    faults[fault] = false
    return seen
  }

  for (const { name } of deps.config.checks) {
    const seen = await look(name)
    expect(seen, name).toMatchObject({ is: 'up' })
    expect(sayingOf(seen), name).toBeNull()
  }

  expect(await look('payments')).toMatchObject({
    measures: { quotaRemaining: 940, quotaLimit: 1000, expiryDays: 90 },
  })
  expect(await look('payments', { expires: { json: 'keyExpiresAt', within: 91 } })).toMatchObject({
    is: 'down',
    why: 'its key runs out in 90 days, which is fewer than 91; make a new one',
  })
  expect(await broken('quotaLow', 'payments')).toMatchObject({
    is: 'up',
    warning: 'its quota is nearly used up: 60 of 1000 calls are left (6%)',
  })
  expect(await broken('keyRefused', 'payments')).toMatchObject({
    is: 'down',
    why: 'its key is refused (401); give it a valid one',
  })
  expect(await broken('siteFails', 'web-live')).toMatchObject({ is: 'down', why: 'its address answered 503' })
  expect(await look('shop-front', { slowerThan: 0 })).toMatchObject({
    is: 'up',
    warning: expect.stringMatching(/^it took 0\.?\d* s, which is slower than 0 s$/),
  })
  expect(await look('shop-front', { allowPrivate: false })).toMatchObject({
    is: 'unknown',
    why: expect.stringContaining('is a private address; if that is meant, set allowPrivate: true.'),
  })
  expect(await look('search', { status: 204 })).toMatchObject({
    is: 'down',
    why: 'it answered 200 instead of 204',
  })

  expect(await broken('databaseFull', 'supabase')).toMatchObject({
    is: 'down',
    why: 'db is UNHEALTHY (no connection is possible)',
  })
  expect(await broken('supabaseLimited', 'supabase')).toMatchObject({
    is: 'unknown',
    why: expect.stringContaining('too many calls'),
  })
  expect(await broken('databaseFull', 'shop-database')).toMatchObject({
    is: 'down',
    why: 'The database shop has no free connection.',
  })
  expect(await broken('databaseDown', 'shop-database')).toMatchObject({
    is: 'down',
    why: 'The database shop failed with error connection lost.',
  })

  expect(await broken('mcpFails', 'mcp')).toMatchObject({
    is: 'down',
    why: expect.stringMatching(/^127\.0\.0\.1:\d+ answered 500 instead of speaking MCP\.$/),
  })
  expect(await look('mcp', { tools: ['search_products', 'refund'] })).toMatchObject({
    is: 'down',
    why: 'it offers no tool refund',
  })
})

test('A question to a database can neither write nor hold it up, and a text is no number', async () => {
  const world = await openWorld({ hasChecks: true })
  const { deps } = world.bot
  const ask = async (query: string, change: object = {}) => {
    const policy = deps.config.checks.find(({ kind }) => kind === 'sql')
    const asked = { column: undefined, query, ...change }
    return await lookAt(deps, policy && { ...policy, ...asked })
  }
  expect(await ask('select 1', { expect: { above: 1 } })).toMatchObject({
    is: 'down',
    why: 'it gave 1 row, which is not above 1',
    measures: { value: 1 },
  })
  expect(await ask('select generate_series(1, 1000000)')).toMatchObject({
    is: 'down',
    why: 'it gave more than 100 rows, which is not below 20',
  })
  expect(await ask('select 12.50 as euros', { column: 'euros', expect: { equals: 12.5 } })).toMatchObject({
    is: 'up',
    measures: { value: 12.5 },
  })
  const unknown = async (query: string, change?: object) => {
    const seen = await ask(query, change)
    return seen.is === 'unknown' ? seen.why : seen
  }
  expect(await unknown("select 'many' as orders", { column: 'orders' })).toBe(
    'orders is "many", which is no number',
  )
  expect(await unknown('select null as orders', { column: 'orders' })).toBe(
    'orders is empty, which is no number',
  )
  expect(await unknown("select 'NaN'::float as orders", { column: 'orders' })).toContain('which is no number')
  expect(await unknown('select 1 as orders', { column: 'order' })).toBe(
    'its query gives no column order, only orders',
  )
  expect(await unknown('select 1 as orders where false', { column: 'orders' })).toBe('its query gave no row')
  expect(await unknown('delete from orders')).toBe(
    'The database shop was asked for something else than a select, which is refused here.',
  )
  expect(await unknown('with gone as (delete from orders returning id) select * from gone')).toBe(
    'The database shop was asked for something else than a select, which is refused here.',
  )
  expect(await unknown("select nextval('orders_id_seq')")).toMatch(
    /^The database shop (was asked to write|refused)/,
  )
  expect(await unknown('select value from settings')).toBe(
    'The database shop refused: its user may not read that. Grant it select.',
  )
  expect(await ask('select pg_sleep(60)', { within: 200 })).toMatchObject({
    is: 'down',
    why: 'The database shop did not finish the query within 0.2 s.',
  })
})
