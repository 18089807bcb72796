import { expect, test } from 'vitest'
import { channel, count, openIncident, read, reminders } from '../workflows/incident-world.ts'
import type { World } from '../world.ts'

const promises = async ({ bot: { deps } }: World) =>
  await deps.db.selectFrom('update_promises').select(['state', 'due_at', 'made_at']).orderBy('id').execute()

/** The clock jumps without anything happening on the way, as when a machine has slept. */
async function jump(world: World, hours: number): Promise<void> {
  const { deps } = world.bot
  const before = deps.now
  deps.now = () => new Date(before().getTime() + hours * 3_600_000)
  await world.settle()
}

test('three hours forward bring one automatic update, and the next is in the future', async () => {
  const world = await openIncident()
  await jump(world, 3)
  await world.settle()
  expect(count(world.maya, channel, 'Automatic update')).toBe(1)
  expect(count(world.jonas, 'company-updates', 'Automatic update')).toBe(1)
  const owed = (await promises(world)).at(-1)
  expect(owed?.state).toBe('open')
  expect(owed?.due_at).toEqual(new Date(world.bot.deps.now().getTime() + 90_000))
})

test('three hours backward go on with updates at once, and not three hours later', async () => {
  const world = await openIncident()
  await jump(world, 3)
  await jump(world, -3)
  await world.settle()
  const owed = (await promises(world)).at(-1)
  expect(owed?.state).toBe('open')
  expect(owed?.due_at.getTime()).toBeLessThanOrEqual(world.now().getTime() + 90_000)
  await world.pass({ seconds: 90 })
  expect(count(world.maya, channel, 'Automatic update')).toBe(3)
  expect(await world.maya.asks('/incident update 1 all well', 'incidents')).toContain('is posted')
})

test('the usual cadence: a reminder three minutes before, in private, once, and an update every fifteen', async () => {
  const minute = 60_000
  const world = await openIncident({
    config: (config) => {
      const severities = config.incidents.severities.map((each) => ({
        ...each,
        updateEvery: each.updateEvery && 15 * minute,
      }))
      return { ...config, incidents: { ...config.incidents, severities, nudgeBefore: 3 * minute } }
    },
  })
  const reminded = () => reminders(world.maya)
  await world.pass({ minutes: 11, seconds: 59 })
  expect(reminded()).toBe(0)
  await world.pass({ seconds: 1 })
  expect(reminded()).toBe(1)
  await world.pass({ minutes: 2, seconds: 59 })
  expect([reminded(), count(world.maya, channel, 'Automatic update')]).toEqual([1, 0])
  await world.pass({ seconds: 1 })
  expect(count(world.maya, channel, 'Automatic update')).toBe(1)
  await world.pass({ minutes: 60 })
  expect([reminded(), count(world.maya, channel, 'Automatic update')]).toEqual([5, 5])
  expect(count(world.jonas, 'company-updates', 'Automatic update')).toBe(5)
  expect(reminders(world.tomas)).toBe(0)
})

test('a person’s update just before it is due resets the clock and the reminder', async () => {
  const world = await openIncident()
  await world.pass({ seconds: 89 })
  await world.maya.asks('/incident update 1 still looking', 'incidents')
  await world.pass({ seconds: 69 })
  expect(reminders(world.maya)).toBe(1)
  await world.pass({ seconds: 1 })
  expect(reminders(world.maya)).toBe(2)
  expect(read(world.maya)).not.toContain('Automatic update')
  expect((await promises(world)).map(({ state }) => state)).toEqual(['kept', 'open'])
})

test('an update written late is told as late', async () => {
  const world = await openIncident()
  const { deps } = world.bot
  const wake = deps.jobs.wake
  deps.jobs.wake = async () => {}
  const before = deps.now
  deps.now = () => new Date(before().getTime() + 120_000)
  await world.maya.type('/incident update 1 sorry, late', { in: 'incidents' })
  deps.jobs.wake = wake
  await world.settle()
  expect((await promises(world)).map(({ state }) => state)).toEqual(['late', 'open'])
  expect(count(world.maya, channel, 'Automatic update')).toBe(0)
})

test('severity decides the promise: raised it comes sooner, lowered later, and the least promises none', async () => {
  const world = await openIncident()
  const due = async () => {
    const owed = (await promises(world)).at(-1)
    return owed?.state === 'open' ? (owed.due_at.getTime() - world.now().getTime()) / 1000 : null
  }
  await world.maya.asks('/incident severity p2 1', 'incidents')
  expect(await due()).toBe(180)
  await world.pass({ seconds: 100 })
  await world.maya.asks('/incident severity p0 1', 'incidents')
  expect(await due()).toBe(20)
  expect(reminders(world.maya)).toBe(1)
  await world.maya.asks('/incident severity p3 1', 'incidents')
  expect(await due()).toBe(null)
  await world.pass({ minutes: 60 })
  expect(count(world.maya, channel, 'Automatic update')).toBe(0)
})
