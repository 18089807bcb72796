import { expect, test } from 'vitest'
import { verifyTimeline } from '../../src/domain/timeline/timeline.ts'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import {
  channel,
  count,
  fill,
  formAfter,
  openIncident,
  press,
  read,
  toldAfter,
} from '../workflows/incident-world.ts'
import { openWorld, until, type World } from '../world.ts'
import { postsByKey, secondBot } from './bots.ts'

const doubled = (world: World) => [...postsByKey(world)].filter(([, times]) => times !== 1)

const states = async ({ bot: { deps } }: World) =>
  (await deps.db.selectFrom('update_promises').select('state').orderBy('id').execute()).map(
    ({ state }) => state,
  )

test('two people declare the same thing in the same instant, although it looks the same: two incidents, each whole', async () => {
  const world = await openWorld({ concurrency: 4 })
  await Promise.all([
    world.maya.type('/incident anyway checkout returns 500s p0', { in: 'incidents' }),
    world.tomas.type('/incident anyway checkout returns 500s p0', { in: 'incidents' }),
  ])
  await world.settle()
  const names = world.sandbox.slack.state.channels
    .map(({ name }) => name)
    .filter((name) => name.startsWith('inc-'))
  expect(names.toSorted()).toEqual([channel, 'inc-2-checkout-returns-500s'])
  expect(doubled(world)).toEqual([])
})

test('twenty incidents at once are all opened, announced, set up and pinned once', async () => {
  const world = await openWorld({ concurrency: 4 })
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      world.maya.type(`/incident thing ${index} broke p0`, { in: 'incidents' }),
    ),
  )
  await until(() => world.bot.isIdle(), 30_000)
  await world.settle()
  const made = world.sandbox.slack.state.channels.filter(({ name }) => name.startsWith('inc-'))
  expect(made).toHaveLength(20)
  expect(made.every(({ pins, topic }) => pins.length === 1 && topic.startsWith('P0'))).toBe(true)
  expect(postsByKey(world).size).toBe(60)
  expect(doubled(world)).toEqual([])
}, 40_000)

test('a form that is sent twice in the same instant declares one incident', async () => {
  const world = await openWorld({ concurrency: 4 })
  const form = await formAfter(world, world.maya, world.maya.type('/incident', { in: 'incidents' }))
  const filled = { title: 'search is empty', severity: 'p2' }
  await Promise.all([world.maya.submit(form, filled), world.maya.submit(form, filled)])
  await world.settle()
  expect(await world.bot.deps.db.selectFrom('incidents').select('id').execute()).toHaveLength(1)
  expect(world.maya.views()).toEqual([])
})

test('a form that was refused can be sent again, and one that was taken can’t', async () => {
  const world = await openIncident({ concurrency: 4 })
  const form = await press(world, world.maya, 'incident.update')
  expect((await fill(world, world.maya, form, { whatChanged: '   ' })).whatChanged).toContain('is empty')
  expect(await fill(world, world.maya, form, { whatChanged: 'we rolled back' })).toEqual({})
  expect(count(world.maya, channel, '*What changed*')).toBe(1)
})

test('an update and the end in the same instant: one comes first, and both say what happened', async () => {
  const world = await openIncident({ concurrency: 4 })
  const told = await Promise.all([
    toldAfter(world, world.maya, channel, () =>
      world.maya.type('/incident update errors fall', { in: channel }),
    ),
    toldAfter(world, world.tomas, channel, () =>
      world.tomas.type('/incident resolve it was dns', { in: channel }),
    ),
  ])
  expect(told[1]).toContain('Incident 1 is resolved')
  const isPosted = told[0].includes('is posted')
  expect(isPosted || told[0].includes('Incident 1 is resolved')).toBe(true)
  expect(count(world.maya, channel, '*What changed*')).toBe(isPosted ? 1 : 0)
  expect(await states(world)).toEqual(isPosted ? ['kept', 'released'] : ['released'])
})

test('many updates in the same instant settle one promise each', async () => {
  const world = await openIncident({ concurrency: 4 })
  await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      world.maya.type(`/incident update 1 number ${index}`, { in: 'incidents' }),
    ),
  )
  await world.settle()
  expect(await states(world)).toEqual([...Array(8).fill('kept'), 'open'])
  expect(count(world.jonas, 'company-updates', '*What changed*')).toBe(8)
  expect(verifyTimeline(await loadTimeline(world.bot.deps.db, 1), 1)).toEqual({ isIntact: true })
})

test('an update at the very moment it is due settles the promise once', async () => {
  const world = await openIncident({ concurrency: 4 })
  await world.pass({ seconds: 89 })
  await Promise.all([
    world.pass({ seconds: 1 }),
    world.maya.type('/incident update 1 just in time', { in: 'incidents' }),
  ])
  await world.settle()
  expect((await states(world)).filter((state) => state === 'open')).toHaveLength(1)
  const settled = await world.bot.deps.db
    .selectFrom('update_promises')
    .select('update_id')
    .where('state', '!=', 'open')
    .execute()
  expect(new Set(settled.map((row) => row.update_id)).size).toBe(settled.length)
})

test('five people take command in the same instant: one line of succession, and the card shows the last', async () => {
  const world = await openIncident({ concurrency: 4 })
  const people = [world.tomas, world.priya, world.jonas, world.maya, world.tomas]
  await Promise.all(people.map((person) => person.type('/incident claim 1', { in: 'incidents' })))
  await world.settle()
  const handed = (await loadTimeline(world.bot.deps.db, 1)).flatMap(({ event }) =>
    event.kind === 'commander' ? [event] : [],
  )
  for (const [index, { from }] of handed.entries())
    expect(from).toBe(index === 0 ? 'U0MAYA00001' : handed[index - 1]?.to)
  expect(read(world.maya)).toContain(`*Commander:* <@${handed.at(-1)?.to}>`)
  const made = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
  expect(made?.topic).toContain(`<@${handed.at(-1)?.to}>`)
})

test('an old reminder says that the incident is resolved, and has no button any more', async () => {
  const world = await openIncident({ concurrency: 4 })
  await world.pass({ seconds: 75 })
  await world.maya.asks('/incident resolve 1 done', 'incidents')
  expect(world.maya.reads('pilothouse').join('\n')).toContain('The incident is resolved')
  await expect(world.maya.clicks('Post update…', 'pilothouse')).rejects.toThrow('There is no button')
})

test.each(['update x', 'severity p2', 'claim', 'resolve x', 'state monitoring'])(
  '“%s” after the end says that the incident is resolved',
  async (typed) => {
    const world = await openIncident({ concurrency: 4 })
    await world.maya.asks('/incident resolve 1 done', 'incidents')
    expect(await world.tomas.asks(`/incident ${typed}`, channel)).toContain('Incident 1 is resolved')
  },
)

test('two replicas share the work of six incidents, and nothing is doubled', async () => {
  const world = await openWorld({ concurrency: 4 })
  const second = await secondBot(world)
  const settle = async () => {
    await world.settle()
    await until(() => second.isIdle())
    await world.settle()
  }
  await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      world.maya.type(`/incident thing ${index} broke p0`, { in: 'incidents' }),
    ),
  )
  await settle()
  for (const seconds of [75, 20, 75]) {
    await world.pass({ seconds })
    await settle()
  }
  expect(doubled(world)).toEqual([])
  const acts = world.sandbox.slack.records.map(({ act }) => act)
  for (const act of ['conversations.create', 'pins.add', 'conversations.invite'])
    expect(acts.filter((one) => one === act)).toHaveLength(6)
  const made = world.sandbox.slack.state.channels.filter(({ name }) => name.startsWith('inc-'))
  for (const { name } of made) expect(count(world.maya, name, 'Automatic update')).toBe(1)
  expect(await states(world)).toEqual([...Array(6).fill('held'), ...Array(6).fill('open')])
})
