import { expect, test } from 'vitest'
import { loadChecks } from '../../src/store/check/checks.ts'
import { loadRollups } from '../../src/store/check/samples.ts'
import { openWorld } from '../world.ts'

test('A site that stays broken is an alert after three failures, and its end is told', async () => {
  const world = await openWorld({ hasChecks: true })
  const { db } = world.bot.deps
  const standing = async () => (await loadChecks(db, ['shop-front'])).get('shop-front')?.standing
  await world.settle()
  expect(await standing()).toBe('up')

  world.sandbox.faults.siteFails = true
  await world.pass({ seconds: 25 })
  expect(await standing()).toBe('failing')
  expect(world.jonas.reads('incidents').join()).not.toContain('shop-front')
  await world.pass({ seconds: 45 })
  expect(await standing()).toBe('down')
  expect(world.jonas.reads('incidents').join()).toContain('The check shop-front failed 3 times in a row')

  world.sandbox.faults.siteFails = false
  await world.pass({ seconds: 21 })
  expect(await standing()).toBe('up')
  expect(world.jonas.reads('incidents').join()).toMatch(/shop-front[\s\S]*(over|resolved)/i)
  const days = await loadRollups(db, 'day', { names: ['shop-front'], from: new Date(0), until: world.now() })
  expect(days.get('shop-front')?.[0]).toMatchObject({ unknown: 0, down: 4 })
})
