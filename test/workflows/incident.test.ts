import { describe, expect, test } from 'vitest'
import { verifyTimeline } from '../../src/domain/timeline/timeline.ts'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import { openWorld } from '../world.ts'
import { channel, count, fill, formAfter, openIncident, press, read, reminders } from './incident-world.ts'

const kindsOf = async (world: Awaited<ReturnType<typeof openWorld>>) =>
  (await loadTimeline(world.bot.deps.db, 1)).map(({ event }) => event.kind)

describe('declaring', () => {
  test('one line announces it, opens its channel, shows and pins the card, and invites who is on call', async () => {
    const world = await openWorld()
    const answer = await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
    expect(answer).toContain('Incident 1 is declared, P0: checkout returns 500s')
    const made = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
    expect(made?.topic).toBe('P0 · Investigating · commander <@U0MAYA00001> · checkout returns 500s')
    expect(made?.members).toEqual(expect.arrayContaining(['U0MAYA00001', 'U0TOMAS0001']))
    const card = world.maya.sees(channel).find(({ text }) => text.includes('Incident 1'))
    expect(made?.pins).toEqual([card?.ts])
    expect(read(world.jonas, 'incidents')).toContain(`<#${made?.id}>`)
  })

  test('a title in letters that no channel can have still gives a channel', async () => {
    const world = await openWorld()
    await world.maya.asks('/incident 支払いが失敗する p1')
    expect(read(world.maya, 'inc-1')).toContain('支払いが失敗する')
  })

  test('a title of 4,000 characters is shortened, and kept in full as a note', async () => {
    const world = await openWorld()
    const long = 'checkout '.repeat(440).trim()
    await world.maya.asks(`/incident declare ${long}`)
    const [declared, note] = await loadTimeline(world.bot.deps.db, 1)
    expect(declared?.event).toMatchObject({ kind: 'declared', severity: 'p1' })
    expect(note?.event).toEqual({ kind: 'note', text: long })
    expect(read(world.maya, 'incidents')).toContain('…')
  })

  test('a title that would ping everybody pings nobody', async () => {
    const world = await openWorld()
    await world.maya.asks('/incident <!channel> is down p0', 'incidents')
    expect(read(world.maya, 'incidents')).not.toContain('<!channel>')
    expect(read(world.maya, 'incidents')).toContain('&lt;!channel&gt; is down')
  })

  test('the form takes the title and refuses an empty one under its field', async () => {
    const world = await openWorld()
    const form = await formAfter(world, world.maya, world.maya.type('/incident', { in: 'incidents' }))
    const errors = await fill(world, world.maya, form, { title: '   ' })
    expect(errors.title).toContain('The title is empty, so nothing was saved')
    await fill(world, world.maya, form, { title: 'search is empty', severity: 'p2' })
    expect(read(world.maya, 'incidents')).toContain('P2 · Medium')
    expect(world.maya.views()).toEqual([])
  })

  test('from a message, which it links to and keeps in its timeline', async () => {
    const world = await openWorld()
    await world.jonas.say('customers cannot pay since 03:10', { in: 'general' })
    const message = world.maya.sees('general').at(-1)
    if (!message) throw new Error('Jonas wrote a message.')
    const shortcut = world.maya.messageShortcut('declare_incident', { channel: 'general', ts: message.ts })
    await fill(world, world.maya, await formAfter(world, world.maya, shortcut))
    const entries = await loadTimeline(world.bot.deps.db, 1)
    expect(entries.map(({ event }) => event.kind).slice(0, 2)).toEqual(['declared', 'message'])
    expect(entries[1]).toMatchObject({ event: { author: 'U0JONAS0001' }, permalink: /archives/ })
    expect(read(world.maya, 'inc-1-customers-cannot-pay-since-03-10')).toContain('this message')
  })
})

describe('updates', () => {
  test('nobody writes: one reminder, then the facts alone, in both channels, again and again', async () => {
    const world = await openIncident()
    await world.pass({ seconds: 69 })
    expect(reminders(world.maya)).toBe(0)
    await world.pass({ seconds: 1 })
    expect(reminders(world.maya)).toBe(1)
    await world.pass({ seconds: 20 })
    expect(count(world.maya, channel, 'No update was written in time')).toBe(1)
    expect(count(world.jonas, 'company-updates', 'No update was written in time')).toBe(1)
    expect(read(world.maya, 'pilothouse')).toContain('An automatic update was posted instead')
    expect(read(world.maya, 'pilothouse')).not.toContain('An update is due')
    await world.pass({ seconds: 180 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(3)
    expect(count(world.maya, channel, 'Nothing changed since the last update')).toBe(1)
    expect(reminders(world.maya)).toBe(3)
  })

  test('a person’s update is posted to everybody concerned and starts the time anew', async () => {
    const world = await openIncident()
    await world.pass({ seconds: 60 })
    const answer = await world.maya.asks('/incident update we rolled back', channel)
    expect(answer).toContain('The next update is due by')
    expect(read(world.jonas, 'company-updates')).toContain('we rolled back')
    await world.pass({ seconds: 89 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(0)
    await world.pass({ seconds: 1 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(1)
  })

  test('the reminder says that the update is posted, by whom, and has no button any more', async () => {
    const world = await openIncident()
    await world.pass({ seconds: 70 })
    expect(
      world.maya
        .sees('pilothouse')
        .at(-1)
        ?.blocks?.map(({ type }) => type),
    ).toContain('actions')
    await world.tomas.asks('/incident update we rolled back', channel)
    expect(reminders(world.maya)).toBe(1)
    expect(read(world.maya, 'pilothouse')).toMatch(/Posted .* by <@U0TOMAS0001>: the update that was due/)
    expect(
      world.maya
        .sees('pilothouse')
        .at(-1)
        ?.blocks?.map(({ type }) => type),
    ).not.toContain('actions')
    await world.pass({ seconds: 70 })
    await world.tomas.asks('/incident resolve it was the cache', channel)
    expect(read(world.maya, 'pilothouse')).toContain('The incident is resolved, so the update due')
  })

  test('the reminder says so also where Slack’s answer to it was lost', async () => {
    const world = await openIncident()
    await world.pass({ seconds: 70 })
    const lost = { ts: null, shown_version: 0, shown_hash: null, posting_at: world.now() }
    const { db } = world.bot.deps
    await db.updateTable('messages').set(lost).where('purpose', '=', 'update-nudge').execute()
    await world.maya.asks('/incident update we rolled back', channel)
    expect(read(world.maya, 'pilothouse')).toContain('Posted')
    expect(read(world.maya, 'pilothouse')).not.toContain('An update is due')
    expect(reminders(world.maya)).toBe(1)
  })

  test('the form takes what changed, impact, next step and state', async () => {
    const world = await openIncident()
    const form = await press(world, world.maya, 'incident.update')
    const filled = {
      whatChanged: 'errors fall',
      impact: 'one in five',
      nextStep: 'watch',
      state: 'monitoring',
    }
    await fill(world, world.maya, form, filled)
    for (const said of ['errors fall', 'one in five', 'watch', 'fixed, monitoring'])
      expect(read(world.jonas, 'company-updates')).toContain(said)
    await world.pass({ seconds: 179 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(0)
  })

  test('severity decides when the next is due, and none is promised for the least', async () => {
    const world = await openIncident()
    expect(await world.maya.asks('/incident severity p3 because it is one customer', channel)).toContain(
      'Incident 1 is P3 now. No further update is promised.',
    )
    await world.pass({ minutes: 30 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(0)
    await world.maya.asks('/incident severity p0 1')
    await world.pass({ seconds: 20 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(1)
  })
})

describe('the end', () => {
  test('resolving posts durations and the whole timeline, and ends the updates', async () => {
    const world = await openIncident()
    await world.maya.asks('/incident note restarted the worker', channel)
    await world.maya.asks('/incident state monitoring', channel)
    await world.pass({ seconds: 100 })
    expect(await world.maya.asks('/incident resolve the cache was full', channel)).toContain('resolved')
    const report = world.maya.reads(channel).find((message) => message.includes('Resolved · incident 1'))
    for (const said of ['the cache was full', 'restarted the worker', 'was opened', 'Fix in place'])
      expect(report).toContain(said)
    expect(read(world.jonas, 'company-updates')).toContain('the cache was full')
    expect(world.sandbox.slack.state.channels.find(({ name }) => name === channel)?.topic).toContain(
      'Resolved',
    )
    await world.pass({ minutes: 30 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(0)
    const told = world.jonas.sees('company-updates').at(-1)
    expect(told?.blocks?.map(({ type }) => type)).not.toContain('actions')
    expect(read(world.jonas, 'company-updates')).not.toContain('restarted the worker')
    expect(await world.tomas.asks('/incident resolve again', channel)).toContain('is resolved, so you can')
  })

  test('reopening promises updates anew, and resolving again posts a second report', async () => {
    const world = await openIncident()
    await world.maya.asks('/incident resolve fixed', channel)
    expect(await world.maya.asks('/incident reopen 1 because it is back')).toContain('open again')
    await world.pass({ seconds: 90 })
    expect(count(world.maya, channel, 'Automatic update')).toBe(1)
    await world.maya.asks('/incident resolve fixed for good', channel)
    expect(count(world.maya, channel, 'Resolved · incident 1')).toBe(2)
    expect(await kindsOf(world)).toContain('reopened')
  })

  test('the timeline of a whole incident is intact', async () => {
    const world = await openIncident()
    await world.maya.asks('/incident note one', channel)
    await world.pass({ minutes: 5 })
    await world.maya.asks('/incident resolve done', channel)
    expect(verifyTimeline(await loadTimeline(world.bot.deps.db, 1), 1)).toEqual({ isIntact: true })
    expect(await world.maya.asks('/incident verify 1')).toContain('is intact')
    const { db } = world.bot.deps
    await db.updateTable('timeline').set({ actor: 'U0TOMAS0001' }).where('seq', '=', 3).execute()
    expect(await world.maya.asks('/incident verify 1')).toContain('entry 3 is not what was written')
  })
})
