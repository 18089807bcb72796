import { expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { count, read } from './incident-world.ts'

const channel = 'inc-1-drill-payments-take-a-minute'

test('a drill tells its steps once, breaks the sandbox for as long as it lasts, tells nobody outside, and is scored', async () => {
  const world = await openWorld()
  expect(await world.maya.asks('/incident drill')).toContain('/incident drill checkout-errors')
  expect(await world.maya.asks('/incident drill paymnts-slow')).toContain('Did you mean `payments-slow`?')
  expect(await world.maya.asks('/incident drills')).toContain('No drill was held yet')
  expect(await world.maya.asks('/incident drill stop')).toContain('No drill is going on')
  expect(await world.maya.asks('/incident drill payments-slow')).toMatch(
    /begins as incident 1. Its 30 min pass in 5 min;/,
  )
  expect(world.sandbox.faults.releaseSlow).toBe(true)
  expect(read(world.maya, channel)).toContain(
    'DRILL: imagine that …*\nCustomers wait a minute after they pay',
  )
  expect(read(world.maya, channel)).toContain('Step 1 of 3. In the sandbox it really is so now')
  expect(read(world.maya, 'incidents')).toContain('DRILL: Payments take a minute')
  expect(await world.tomas.asks('/incident drill database-pool')).toContain('going on already: incident 1')
  await world.pass({ minutes: 4 })
  for (const step of [1, 2, 3]) expect(count(world.maya, channel, `Step ${step} of 3`)).toBe(1)
  expect(world.sandbox.faults.releaseSlow).toBe(false)
  await world.pass({ minutes: 2 })
  expect(count(world.maya, channel, 'DRILL over')).toBe(1)
  expect(read(world.maya, channel)).toMatch(
    /It ended before anybody resolved it[\s\S]*0 of 3\* · It was resolved/,
  )
  expect(await world.maya.asks('/incident drills')).toMatch(/Payments take a minute · \*\d+ of \d+ points\*/)
  expect(await world.maya.asks('/incident metrics')).toContain('No incidents were declared')
  expect(world.jonas.reads('company-updates')).toEqual([])
  expect(world.sandbox.github.records.filter(({ act }) => act.includes('issue'))).toEqual([])
})

test('a drill ends at once where it is stopped, or a real incident begins, and none begins beside one', async () => {
  const world = await openWorld()
  await world.maya.asks('/incident drill payments-slow in 15m')
  expect(await world.tomas.asks('/incident drill stop')).toContain('is over. Whatever it broke is mended')
  expect(world.sandbox.faults.releaseSlow).toBe(false)
  await world.maya.asks('/incident drill third-party-outage')
  expect(world.sandbox.faults.supabaseFails).toBe(true)
  await world.priya.asks('/incident the warehouse scanner is dead p1', 'incidents')
  await world.pass({ minutes: 4 })
  expect(world.sandbox.faults.supabaseFails).toBe(false)
  expect(await states(world)).toEqual(['cancelled', 'cancelled', 'investigating'])
  expect(await world.maya.asks('/incident drill database-pool')).toContain('Incident 3 is open')
})

const states = async ({ bot: { deps } }: World): Promise<string[]> =>
  (await deps.db.selectFrom('incidents').select('state').orderBy('id').execute()).map(({ state }) => state)
