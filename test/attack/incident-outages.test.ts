import { expect, test } from 'vitest'
import { verifyTimeline } from '../../src/domain/timeline/timeline.ts'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import { channel, count, openIncident, read } from '../workflows/incident-world.ts'
import { openWorld, type World } from '../world.ts'
import { postsByKey } from './bots.ts'

const methods = [
  'conversations.create',
  'chat.postMessage',
  'chat.update',
  'conversations.setTopic',
  'pins.add',
  'conversations.invite',
  'usergroups.users.list',
  'conversations.open',
]

test.each([
  ['limits', '429'],
  ['errors of Slack’s own', 'internal_error'],
])('%s everywhere, at every step, delay a whole incident and lose nothing', async (_name, failure) => {
  const world = await openWorld()
  await wholeIncident(world, () => {
    for (const method of methods) world.sandbox.slack.failNext(method, failure)
  })
  await expectWhole(world)
})

test.each(methods)('answers lost by %s at every step double nothing', async (method) => {
  const world = await openWorld()
  await wholeIncident(world, () => world.sandbox.slack.failAfterActing(method))
  await expectWhole(world)
})

test('while Slack is silent, everything waits, and then all of it arrives once and in order', async () => {
  const world = await openIncident()
  world.sandbox.faults.slackSilent = true
  const { deps } = world.bot
  await deps.db.transaction().execute((trx) => deps.jobs.wake(trx, 'advance-incident', '1'))
  const typed = Promise.all(
    ['one', 'two', 'three'].map((word) => world.maya.type(`/incident update 1 ${word}`, { in: 'incidents' })),
  )
  await typed
  world.sandbox.faults.slackSilent = false
  await world.settle()
  await world.pass({ seconds: 1 })
  expect(count(world.maya, channel, '*What changed*')).toBe(3)
  expect([...postsByKey(world).values()].every((times) => times === 1)).toBe(true)
})

/** One incident from its declaration to its end, with trouble ordered before each step. */
async function wholeIncident(world: World, trouble: () => void): Promise<void> {
  const steps = [
    () => world.maya.type('/incident checkout returns 500s p0', { in: 'incidents' }),
    () => world.maya.type('/incident commander 1 <@U0PRIYA0001>', { in: 'incidents' }),
    () => world.priya.type('/incident accept 1', { in: 'incidents' }),
    () => world.maya.type('/incident update 1 we rolled back', { in: 'incidents' }),
    () => world.pass({ seconds: 95 }),
    () => world.maya.type('/incident resolve 1 it was the cache', { in: 'incidents' }),
  ]
  for (const step of steps) {
    trouble()
    await step()
    await world.settle()
    for (let waits = 0; waits < 2; waits += 1) await world.pass({ seconds: 4 })
  }
  await world.pass({ minutes: 10 })
}

async function expectWhole(world: World): Promise<void> {
  const { db } = world.bot.deps
  const made = world.sandbox.slack.state.channels.filter(({ name }) => name.startsWith('inc-1'))
  expect(made.map(({ name }) => name)).toEqual([channel])
  expect(made[0]?.topic).toContain('Resolved · commander <@U0PRIYA0001>')
  expect(made[0]?.members).toEqual(expect.arrayContaining(['U0MAYA00001', 'U0TOMAS0001', 'U0PRIYA0001']))
  expect(made[0]?.pins).toHaveLength(1)
  const waiting = await db
    .selectFrom('messages')
    .select('key')
    .whereRef('shown_version', '<', 'wanted_version')
    .execute()
  expect(waiting).toEqual([])
  const unfinished = await db.selectFrom('acts').select('name').where('state', '!=', 'done').execute()
  expect(unfinished).toEqual([])
  expect([...postsByKey(world)].filter(([, times]) => times !== 1)).toEqual([])
  const said = read(world.maya)
  const order = ['rolled back', 'Automatic update', 'Resolved · incident 1'].map((words) =>
    said.indexOf(words),
  )
  expect(order.every((at) => at >= 0)).toBe(true)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  const promises = await db.selectFrom('update_promises').select('state').orderBy('id').execute()
  expect(promises.map(({ state }) => state)).toEqual(['kept', 'held', 'released'])
  const timeline = await loadTimeline(db, 1)
  expect(verifyTimeline(timeline, 1)).toEqual({ isIntact: true })
  expect(timeline.filter(({ event }) => event.kind === 'step-failed')).toEqual([])
}
