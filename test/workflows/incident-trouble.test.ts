import { expect, test } from 'vitest'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import { openWorld, type World } from '../world.ts'
import { channel, count, openIncident, read } from './incident-world.ts'

test('where Slack refuses the channel, everything is worked on among all incidents', async () => {
  const world = await openWorld()
  world.sandbox.slack.failNext('conversations.create', 'restricted_action')
  await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  expect(read(world.maya, 'incidents')).toContain('Slack refused the channel')
  await world.maya.asks('/incident update we rolled back', 'incidents')
  expect(read(world.maya, 'incidents')).toContain('we rolled back')
  await world.pass({ seconds: 90 })
  expect(count(world.maya, 'incidents', 'Automatic update')).toBe(1)
})

test('a name that is taken becomes another', async () => {
  const world = await openWorld()
  const taken = { name: channel, creator: 'U0PRIYA0001' }
  const [general] = world.sandbox.slack.state.channels
  if (!general) throw new Error('The workspace has channels.')
  world.sandbox.slack.state.channels.push({ ...general, ...taken, id: 'C0TAKEN0001' })
  await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  expect(read(world.maya, `${channel}-2`)).toContain('Incident 1')
})

test.each([
  ['conversations.setTopic', 'topic'],
  ['pins.add', 'pinning the card'],
  ['conversations.invite', 'inviting people'],
])('a refused %s stops no other step, and the card says so', async (method, words) => {
  const world = await openWorld()
  world.sandbox.slack.failNext(method, 'restricted_action', 20)
  await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  const made = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
  const done = [made?.topic.startsWith('P0'), made?.pins.length === 1, made?.members.includes('U0TOMAS0001')]
  expect(done.filter(Boolean)).toHaveLength(2)
  const failures = (await loadTimeline(world.bot.deps.db, 1)).filter(
    ({ event }) => event.kind === 'step-failed',
  )
  expect(failures).toHaveLength(1)
  expect(read(world.maya, channel).toLowerCase()).toContain(words)
})

test('whom Slack does not let in is named in the timeline, and the others are invited', async () => {
  const world = await openWorld({
    config: (config) => ({
      ...config,
      incidents: { ...config.incidents, invite: { group: 'S0ONCALL001', users: ['U0NOBODY001'] } },
    }),
  })
  await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  const made = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
  expect(made?.members).toContain('U0TOMAS0001')
  const [failure] = (await loadTimeline(world.bot.deps.db, 1)).filter(
    ({ event }) => event.kind === 'step-failed',
  )
  expect(failure?.event).toMatchObject({ step: 'invite', because: expect.stringContaining('@U0NOBODY001') })
})

test('a severity that changes while Slack is away is the only one in the topic', async () => {
  const world = await openWorld()
  world.sandbox.slack.failNext('conversations.setTopic', '429', 2)
  await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  expect(await unfinishedActs(world)).toEqual(['set-topic'])
  await world.maya.asks('/incident severity p2', channel)
  await world.pass({ minutes: 2 })
  const made = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
  expect(made?.topic).toContain('P2')
  expect(await unfinishedActs(world)).toEqual([])
})

test('while Slack says nothing, all waits, and then everything is there once', async () => {
  const world = await openWorld()
  world.sandbox.slack.failAfterActing('conversations.create')
  world.sandbox.slack.failAfterActing('chat.postMessage', 3)
  await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  await world.pass({ seconds: 30 })
  await world.pass({ seconds: 30 })
  const channels = world.sandbox.slack.state.channels.filter(({ name }) => name.startsWith('inc-1'))
  expect(channels).toHaveLength(1)
  expect(count(world.maya, channel, 'Take command')).toBe(1)
  expect(count(world.jonas, 'incidents', 'checkout returns 500s')).toBe(1)
})

test('a bot that was away for an hour posts one automatic update, and the next is in the future', async () => {
  const world = await openIncident()
  const { db } = world.bot.deps
  const anHourAgo = new Date(world.now().getTime() - 3_600_000)
  await db.updateTable('update_promises').set({ due_at: anHourAgo }).execute()
  await db.updateTable('incidents').set({ wake_at: anHourAgo }).execute()
  await world.settle()
  expect(count(world.maya, channel, 'Automatic update')).toBe(1)
  await world.pass({ seconds: 89 })
  expect(count(world.maya, channel, 'Automatic update')).toBe(1)
})

async function unfinishedActs(world: World): Promise<string[]> {
  const acts = await world.bot.deps.db
    .selectFrom('acts')
    .select('name')
    .where('state', '!=', 'done')
    .execute()
  return acts.map(({ name }) => name)
}
