import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import { actsSince, postsByKey } from '../attack/bots.ts'
import { openWorld, type World } from '../world.ts'
import { channel, count, openIncident, read } from './incident-world.ts'

const failures = async (world: World) =>
  (await loadTimeline(world.bot.deps.db, 1)).flatMap(({ event }) =>
    event.kind === 'step-failed' ? [event.step] : [],
  )

async function passSeconds(world: World, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 1) await world.pass({ seconds: 1 })
}

describe('the pace of a channel', () => {
  test('is one message a second, in the order in which they were asked for', async () => {
    const world = await openIncident()
    world.bot.deps.paceMs = 1000
    const since = world.sandbox.slack.records.length
    for (const word of ['one', 'two', 'three', 'four'])
      await world.maya.type(`/incident update 1 count ${word}`, { in: 'incidents' })
    await world.settle()
    expect(actsSince(world, since, channel)).toHaveLength(1)
    await passSeconds(world, 1)
    expect(actsSince(world, since, channel)).toHaveLength(2)
    await passSeconds(world, 4)
    const said = read(world.maya)
    const places = ['one', 'two', 'three', 'four'].map((word) => said.lastIndexOf(`count ${word}`))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(Math.min(...places)).toBeGreaterThan(0)
  })

  test('makes one edit of fifty changes, which shows the last', async () => {
    const world = await openIncident()
    world.bot.deps.paceMs = 1000
    const since = world.sandbox.slack.records.length
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        world.maya.type(`/incident note 1 number ${index}`, { in: 'incidents' }),
      ),
    )
    await world.settle()
    await passSeconds(world, 2)
    const edits = actsSince(world, since, channel).filter(({ act }) => act === 'chat.update')
    expect(edits.length).toBeLessThanOrEqual(3)
    const last = (await loadTimeline(world.bot.deps.db, 1)).at(-1)?.event
    expect(last?.kind).toBe('note')
    expect(read(world.maya)).toContain(last?.kind === 'note' ? last.text : 'nothing')
  })

  test('does not stand still when the clock is set back', async () => {
    const world = await openIncident()
    const { deps } = world.bot
    deps.paceMs = 1000
    const right = deps.now
    deps.now = () => new Date(right().getTime() + 3 * 3_600_000)
    await world.maya.type('/incident note 1 three hours ahead', { in: 'incidents' })
    await world.settle()
    deps.now = right
    await world.maya.type('/incident update 1 the clock is right again', { in: 'incidents' })
    await passSeconds(world, 2)
    expect(read(world.maya)).toContain('the clock is right again')
  })

  test('an answer that was lost before the clock was set back doubles nothing', async () => {
    const world = await openIncident()
    await world.maya.type('/incident update 1 said once', { in: 'incidents' })
    await world.settle()
    const unsure = { ts: null, shown_version: 0, posting_at: new Date(world.now().getTime() + 3_600_000) }
    await world.bot.deps.db
      .updateTable('messages')
      .set(unsure)
      .where('purpose', '=', 'status-update')
      .execute()
    await world.settle()
    expect([...postsByKey(world)].filter(([, times]) => times !== 1)).toEqual([])
    expect(count(world.maya, channel, '*What changed*')).toBe(1)
  })
})

test('a channel that Slack wants to rest is left alone by everybody until then', async () => {
  const world = await openIncident()
  const { deps } = world.bot
  const { post } = deps.chat
  let posts = 0
  deps.chat.post = async (...args) => {
    if (args[0] === 'C0COMPANY01') posts += 1
    return await post(...args)
  }
  world.sandbox.faults.slackRateLimited = true
  await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      world.maya.type(`/incident update 1 number ${index}`, { in: 'incidents' }),
    ),
  )
  await world.settle()
  expect(posts).toBe(1)
  world.sandbox.faults.slackRateLimited = false
  await world.pass({ seconds: 3 })
  expect(count(world.jonas, 'company-updates', '*What changed*')).toBe(10)
})

test('a channel with much to say has one wake-up call, and every channel moves on', async () => {
  const world = await openWorld()
  const { deps } = world.bot
  deps.paceMs = 1000
  const things = ['mail', 'search', 'basket', 'stock', 'prices', 'images', 'login', 'maps', 'coupons', 'news']
  const declared = things.map((thing) => world.maya.type(`/incident ${thing} broke p0`, { in: 'incidents' }))
  await Promise.all(declared)
  await world.settle()
  const { rows } = await sql<{ id: string; calls: number }>`
    select data->>'id' as id, count(*)::int as calls from pgboss.job
    where name = 'deliver' and state = 'created' and start_after > now() group by 1`.execute(deps.db)
  expect(Math.max(0, ...rows.map(({ calls }) => calls))).toBeLessThanOrEqual(2)
  await passSeconds(world, 12)
  const made = world.sandbox.slack.state.channels.filter(({ name }) => name.startsWith('inc-'))
  expect(made.filter(({ pins }) => pins.length === 1)).toHaveLength(10)
  // Its card, the announcement, and the thread for the rest of the company.
  expect([...postsByKey(world).values()]).toEqual(Array(30).fill(1))
})

describe('a message that never arrives', () => {
  test('is told in the timeline, and those behind it are posted', async () => {
    const world = await openIncident()
    world.sandbox.slack.failNext('chat.postMessage', 'restricted_action')
    await world.maya.type('/incident declare search is empty p2', { in: 'general' })
    await world.maya.type('/incident declare mail is late p2', { in: 'general' })
    await world.settle()
    const told = await Promise.all(
      [2, 3].map(async (id) =>
        (await loadTimeline(world.bot.deps.db, id)).flatMap(({ event }) =>
          event.kind === 'step-failed' ? [event.step] : [],
        ),
      ),
    )
    expect(told.flat()).toEqual(['broadcast'])
    expect(count(world.jonas, 'incidents', 'search is empty')).toBe(told[0]?.length ? 0 : 1)
    expect(count(world.jonas, 'incidents', 'mail is late')).toBe(told[1]?.length ? 0 : 1)
  })

  test('because it can’t be drawn holds back no other', async () => {
    const world = await openIncident()
    const { db } = world.bot.deps
    world.sandbox.faults.slackRateLimited = true
    await world.maya.type('/incident update 1 a broken row', { in: 'general' })
    await db
      .updateTable('messages')
      .set({ content: '{"purpose":"nonsense"}' })
      .where('destination', '=', 'C0COMPANY01')
      .execute()
    await world.maya.type('/incident update 1 a whole row', { in: 'general' })
    world.sandbox.faults.slackRateLimited = false
    await world.pass({ seconds: 5 })
    expect(read(world.jonas, 'company-updates')).toContain('a whole row')
    expect(await failures(world)).toEqual(['status-update'])
  })

  test('in an archived channel is posted where everybody follows incidents', async () => {
    const world = await openIncident()
    const made = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
    if (made) made.isArchived = true
    await world.maya.type('/incident update 1 we rolled back', { in: 'general' })
    await world.settle()
    expect(count(world.jonas, 'incidents', 'we rolled back')).toBeGreaterThan(0)
    expect(count(world.jonas, 'company-updates', 'we rolled back')).toBe(1)
    await world.maya.type('/incident resolve 1 it was dns', { in: 'general' })
    await world.settle()
    expect(count(world.jonas, 'incidents', 'Resolved · incident 1')).toBe(1)
    expect(await failures(world)).toContain('resolution-report')
  })

  test('to a commander who has left is posted in the incident’s channel', async () => {
    const world = await openIncident()
    const { db } = world.bot.deps
    await db.updateTable('incidents').set({ commander: 'U0GONE00001' }).execute()
    await world.pass({ seconds: 75 })
    expect(count(world.maya, channel, 'An update is due')).toBe(1)
    expect(await failures(world)).toEqual(expect.arrayContaining(['invite', 'update-nudge']))
  })
})
