import { describe, expect, test } from 'vitest'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import { postsByKey } from '../attack/bots.ts'
import type { World } from '../world.ts'
import { channel, count, openIncident, read, reminders } from './incident-world.ts'

const happened = async (world: World) =>
  (await loadTimeline(world.bot.deps.db, 1)).flatMap(({ event }) =>
    event.kind === 'happened' && event.topic === 'update' ? [event.did] : [],
  )

/** The services that incident 1 affects, as somebody would say them. */
async function affects(world: World, ...services: string[]): Promise<void> {
  const { db } = world.bot.deps
  await db
    .updateTable('incidents')
    .set({ affects: JSON.stringify(services) })
    .execute()
}

test('updates that nobody writes are asked of ever more people, with what is known of the services', async () => {
  const world = await openIncident()
  const { db } = world.bot.deps
  const role = { incident_id: 1, role: 'communications', user_id: 'U0JONAS0001', since: world.now() }
  await db.insertInto('incident_roles').values(role).execute()
  await affects(world, 'web', 'worker')
  world.sandbox.faults.siteFails = true
  await world.pass({ seconds: 80 })
  const asked = (who: typeof world.maya) => count(who, 'pilothouse', 'An update is due')
  expect([asked(world.jonas), asked(world.maya)]).toEqual([1, 0])
  await world.pass({ seconds: 90 })
  expect([asked(world.jonas), asked(world.maya)]).toEqual([1, 1])
  expect(read(world.maya, 'pilothouse')).toContain('Nobody wrote the last one.')
  const held = world.maya.reads(channel).find((text) => text.includes('Automatic update')) ?? ''
  expect(held).toMatch(/web → production fails: .+/)
  expect(held).toContain('worker → production is unknown: nothing about it can be called from here')
  world.sandbox.faults.siteFails = false
  await world.pass({ seconds: 90 })
  expect(count(world.maya, channel, '<@U0TOMAS0001> *An update is due')).toBe(1)
  await world.pass({ seconds: 20 })
  expect(read(world.maya)).toMatch(/web → production answers as it should/)
  expect(await happened(world)).toEqual([
    'asked the commander, @U0MAYA00001, for the next update: nobody wrote the last one',
    'asked those on call for the next update: nobody wrote the last 2',
  ])
  await world.tomas.asks('/incident update 1 we know the cause', channel)
  await world.pass({ seconds: 80 })
  expect([asked(world.jonas), asked(world.maya)]).toEqual([1, 0])
})

describe('the pace of updates', () => {
  test('is relaxed by the commander with one click after a while, and set back', async () => {
    const relax = { after: 150_000, every: [180_000, 600_000] }
    const world = await openIncident({
      config: (config) => ({ ...config, incidents: { ...config.incidents, relax } }),
    })
    expect(await world.tomas.asks('/incident cadence 30m', channel)).toContain(
      'Only <@U0MAYA00001>, who leads incident 1, may choose the pace of its updates',
    )
    expect(read(world.maya)).not.toContain('Updates every 10 minutes')
    await world.pass({ seconds: 80 })
    expect(read(world.maya, 'pilothouse')).not.toContain('Updates every 10 minutes')
    await world.pass({ seconds: 100 })
    const answer = await world.maya.clicks('Updates every 10 minutes', channel)
    expect(answer).toContain('Updates of incident 1 are now owed every 10 minutes.')
    expect(await world.maya.asks('/incident cadence every 10m', channel)).toContain('already')
    await world.pass({ seconds: 599 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(2)
    await world.pass({ seconds: 1 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(3)
    await world.maya.clicks('Updates at the usual pace', channel)
    await world.pass({ seconds: 90 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(4)
    expect((await happened(world)).slice(1)).toEqual([
      'set the pace of updates: every 10 minutes',
      'set the pace of updates: back to what the severity says',
    ])
    const promises = await world.bot.deps.db.selectFrom('update_promises').selectAll().orderBy('id').execute()
    const ends = promises.map(({ state, is_relaxed }) => `${state}${is_relaxed ? ' relaxed' : ''}`)
    expect(ends.slice(2)).toEqual(['released', 'held relaxed', 'released relaxed', 'held', 'open'])
  })
})

test('updates that waited for Slack are told in one message each place, and overtaken reminders never', async () => {
  const world = await openIncident()
  await world.pass({ seconds: 60 })
  const before = world.maya.sees(channel).length
  world.sandbox.faults.slackRateLimited = true
  await world.pass({ seconds: 125 })
  await world.maya.type('/incident update 1 The cause is known.', { in: 'general' })
  world.sandbox.faults.slackRateLimited = false
  await world.pass({ seconds: 60 })
  expect(world.maya.sees(channel)).toHaveLength(before + 1)
  for (const place of [channel, 'company-updates']) {
    const [told = '', ...more] = world.maya.reads(place).filter((text) => text.includes('pdate · Incident 1'))
    expect(more).toEqual([])
    expect(told.match(/automatic, because nobody wrote/g)).toHaveLength(2)
    expect(told).toContain('*What changed*\nThe cause is known.')
  }
  expect(reminders(world.maya)).toBe(0)
  expect([...postsByKey(world).values()].every((times) => times === 1)).toBe(true)
})
