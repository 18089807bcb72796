import { describe, expect, test } from 'vitest'
import { verifyTimeline } from '../../src/domain/timeline/timeline.ts'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import type { World } from '../world.ts'
import {
  channel,
  count,
  fill,
  formAfter,
  openIncident,
  read,
  reminders,
  toldAfter,
} from './incident-world.ts'

const choose = (world: World, person: World['maya'], choice: string) =>
  formAfter(world, person, person.click({ in: channel, actionId: 'incident.more', change: choice }))

describe('a pause', () => {
  test('owes no update and reminds nobody, and ends by itself; a second takes the place of the first', async () => {
    const world = await openIncident()
    await world.pass({ seconds: 75 })
    expect(await world.maya.asks('/incident pause for 10m because we wait for the bank', channel)).toContain(
      'Incident 1 is paused until',
    )
    expect(read(world.maya, 'pilothouse')).toContain('The incident is paused, so the update due')
    expect(read(world.maya)).toMatch(/\*Paused\* until .* by <@U0MAYA00001>: we wait for the bank/)
    expect(world.sandbox.slack.state.channels.find(({ name }) => name === channel)?.topic).toContain('Paused')
    expect(await world.maya.asks('/incident severity p1', channel)).toContain('No further update is promised')
    expect(await world.maya.asks('/incident update the bank looks into it', channel)).toContain('No further')
    expect(await world.tomas.asks('/incident pause for 9m because the bank asked', channel)).toContain(
      'takes the place of the pause by <@U0MAYA00001>',
    )
    await world.pass({ seconds: 539 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(0)
    expect(reminders(world.maya)).toBe(1)
    await world.pass({ seconds: 91 })
    expect(read(world.maya)).toContain('went on with it, because its pause is over')
    expect(count(world.maya, channel, 'Automatic update')).toBe(1)
  })

  test('is begun by its form, which keeps an impossible time, and ended by a button', async () => {
    const world = await openIncident()
    const form = await choose(world, world.maya, 'pause:1')
    const past = Math.floor(world.now().getTime() / 1000) - 60
    const errors = await fill(world, world.maya, form, { because: 'lunch', until: past })
    expect(errors.until).toContain('is over already, so nothing was changed')
    await fill(world, world.maya, form, { because: 'lunch', until: null })
    await world.pass({ minutes: 20 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(0)
    expect(
      await toldAfter(world, world.tomas, channel, () =>
        world.tomas.click({ in: channel, actionId: 'incident.continue' }),
      ),
    ).toContain('Incident 1 goes on. The next update is due by')
    expect(await world.tomas.asks('/incident continue', channel)).toContain(
      'is not paused, so nothing changed',
    )
    await world.pass({ seconds: 90 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(1)
  })
})

describe('merging', () => {
  test('ends one, says so in both, invites everybody, and is undone by reopening', async () => {
    const world = await openIncident()
    await world.jonas.asks('/incident cart is empty p2', 'incidents')
    await world.jonas.asks('/incident commander <@U0JONAS0001>', 'inc-2-cart-is-empty')
    const both = await Promise.all(
      [world.maya, world.tomas].map((person) =>
        toldAfter(world, person, 'incidents', () =>
          person.type('/incident merge 2 into 1 because same cause', { in: 'incidents' }),
        ),
      ),
    )
    expect(both.filter((told) => told.includes("so you can't merge it"))).toHaveLength(1)
    expect(both.filter((told) => told.includes('Incident 2 is merged into incident 1'))).toHaveLength(1)
    expect(read(world.jonas, 'inc-2-cart-is-empty')).toMatch(
      /was merged into incident 1\* by <@U0\w+>\n>same cause\nThe work goes on in <#C/,
    )
    expect(read(world.jonas)).toContain('merged incident 2 (cart is empty) into this one: same cause')
    const here = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
    expect(here?.members).toContain('U0JONAS0001')
    await world.pass({ minutes: 10 })
    expect(count(world.jonas, 'inc-2-cart-is-empty', 'Automatic update')).toBe(0)
    expect(await world.maya.asks('/incident merge 1 into 1 because x', channel)).toContain('into itself')
    expect(await world.maya.asks('/incident merge 1 into 2 because x', channel)).toContain(
      'Incident 2 has ended',
    )
    expect(await world.jonas.asks('/incident reopen 2 because it is another')).toContain('open again')
    for (const id of [1, 2])
      expect(verifyTimeline(await loadTimeline(world.bot.deps.db, id), id)).toEqual({ isIntact: true })
  })
})

test('cancelling tells everybody who was told before, and asks for a reason', async () => {
  const world = await openIncident()
  await world.maya.asks('/incident update it is slow', channel)
  const form = await choose(world, world.maya, 'cancel:1')
  await fill(world, world.maya, form, { because: 'a load test' })
  for (const place of [channel, 'company-updates'])
    expect(read(world.jonas, place)).toMatch(/was cancelled\* by <@U0MAYA00001>\n>a load test/)
  expect(read(world.jonas, 'company-updates')).toContain('There will be no further updates.')
  await world.pass({ minutes: 5 })
  expect(count(world.maya, channel, 'Automatic update')).toBe(0)
  expect(await world.maya.asks('/incident list')).toContain('No incident is open')
  expect(await world.maya.asks('/incident note why it was cancelled', channel)).toContain('entry')
})

test('what it affects and since when is said in words or in forms, and read by their own clock', async () => {
  const world = await openIncident()
  expect(await world.maya.asks('/incident affects web and functions', channel)).toContain(
    'affects web, functions.',
  )
  expect(await world.maya.asks('/incident affects wbe', channel)).toContain('Did you mean `web`?')
  const form = await choose(world, world.maya, 'affects:1')
  expect(await world.tomas.asks('/incident affects none', channel)).toContain('affects no service')
  const errors = await fill(world, world.maya, form, { services: ['docs'] })
  expect(errors.services).toContain('changed while you were looking')
  expect(await world.maya.asks('/incident since 3:30', channel)).toContain('Incident 1 began')
  expect(
    (await world.bot.deps.db.selectFrom('incidents').select('impact_at').executeTakeFirstOrThrow()).impact_at,
  ).toEqual(new Date('2026-11-23T02:30:00Z'))
  expect(read(world.maya)).toContain('30 min before it was declared')
  expect(await world.maya.asks('/incident since today 23:00', channel)).toContain('is still to come')
  const later = await choose(world, world.maya, 'since:1')
  await fill(world, world.maya, later, { began: Date.parse('2026-11-22T20:00:00Z') / 1000 })
  expect(read(world.maya)).toContain('7 h before it was declared')
})
