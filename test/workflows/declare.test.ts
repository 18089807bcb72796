import { expect, test } from 'vitest'
import { createRespond } from '../../commands/dispatch.ts'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import { openWorld, type TestPerson, type World } from '../world.ts'
import { count, fill, formAfter, openIncident, read, toldAfter } from './incident-world.ts'

const membersOf = (world: World, name: string) =>
  world.sandbox.slack.state.channels.find((one) => one.name === name)?.members ?? []

const said = async (world: World, id: number) =>
  (await loadTimeline(world.bot.deps.db, id)).map(({ event }) => JSON.stringify(event)).join('\n')

test('two declare the same in the same second: one incident, which the other joins with what they typed', async () => {
  const world = await openWorld({ concurrency: 2 })
  const declares = (person: TestPerson, text: string) =>
    toldAfter(world, person, 'incidents', () => person.type(text, { in: 'incidents' }))
  const answers = await Promise.all([
    declares(world.maya, '/incident checkout is down p0'),
    declares(world.jonas, '/incident checkout returns 502s p1'),
  ])
  const later = answers[0]?.includes('looks the same') ? world.maya : world.jonas
  expect(answers.join()).toContain('Incident 1 is declared')
  expect(answers.join()).toMatch(/Incident 1 looks the same \(checkout, .*\), so nothing was declared yet/)
  const place = world.sandbox.slack.state.channels.find(({ name }) => name.startsWith('inc-1'))?.name ?? ''
  expect(membersOf(world, place)).not.toContain(later.id)
  expect(await later.clicks('Join it', 'incidents')).toContain(
    'What you typed is in the timeline of incident 1',
  )
  expect(membersOf(world, place)).toContain(later.id)
  expect(await said(world, 1)).toMatch(/"kind":"note".*checkout (is down|returns 502s) \(p[01]\)/)
  expect(await later.clicks('Join it', 'incidents')).toContain('no longer kept')
  expect(await later.clicks('Declare anyway', 'incidents')).toContain('no longer kept')
  expect(await world.priya.asks('/incident join 1')).toContain('You are invited to')
  expect(await world.priya.asks('/incident join 1')).toContain('You belong to incident 1 already')
})

test('a form that looks the same is answered with the choice, and keeps what was filled in', async () => {
  const world = await openIncident({
    config: (config) => ({ ...config, incidents: { ...config.incidents, alikeWithin: 30_000 } }),
  })
  const form = await formAfter(world, world.jonas, world.jonas.shortcut('declare_incident_anywhere'))
  const began = Date.parse('2026-11-23T02:40:00Z') / 1000
  await fill(world, world.jonas, form, {
    ...{ title: 'checkout shows the wrong total', severity: 'p2', services: ['web', 'docs'], began },
  })
  expect(world.jonas.views()).toEqual([])
  expect(read(world.jonas, 'pilothouse')).toContain('Incident 1 looks the same (checkout')
  expect(await world.jonas.clicks('Declare anyway', 'pilothouse')).toContain('Incident 2 is declared, P2')
  const card = read(world.jonas, 'inc-2-checkout-shows-the-wrong-total')
  for (const fact of ['*Affects:* web, docs', '20 min before it was declared', 'P2 · Medium'])
    expect(card).toContain(fact)
  const same = await world.maya.asks('/incident docs say something else p3', 'incidents')
  expect(same).toContain('Incident 2 looks the same (docs')
  await world.pass({ seconds: 31 })
  expect(await world.maya.asks('/incident checkout is down again', 'incidents')).toContain('is declared')
})

test('one in triage promises nothing and brings only whom every incident brings, until it is confirmed', async () => {
  const world = await openWorld()
  const answer = await world.maya.asks('/incident triage checkout looks odd p0', 'incidents')
  expect(answer).toContain('It is not confirmed yet')
  const place = 'inc-1-checkout-looks-odd'
  expect(membersOf(world, place)).not.toContain('U0PRIYA0001')
  await world.pass({ minutes: 10 })
  expect(count(world.maya, place, 'Automatic update')).toBe(0)
  expect(await world.maya.asks('/incident cancel', place)).toBe('')
  expect(await world.tomas.clicks('Confirm', place)).toContain('Incident 1 is confirmed')
  expect(membersOf(world, place)).toContain('U0PRIYA0001')
  expect(await world.tomas.asks('/incident confirm', place)).toContain('is confirmed already')
  await world.pass({ seconds: 90 })
  expect(count(world.maya, place, 'Automatic update')).toBe(1)
  expect(await world.maya.asks('/incident decline because it was a test', place)).toContain(
    'cancel 1 because',
  )
  await world.maya.asks('/incident triage search looks odd', 'incidents')
  expect(await world.maya.asks('/incident decline 2 because the check is wrong')).toContain('is declined')
  expect(read(world.maya, 'inc-2-search-looks-odd')).toContain('is no incident: it was declined')
})

test('a private one exists for its own people only', async () => {
  const world = await openIncident()
  const answer = await world.maya.asks('/incident private customer addresses leak p0', 'incidents')
  expect(answer).toContain('It is private: it is announced nowhere')
  const place = 'inc-2-customer-addresses-leak'
  expect(world.sandbox.slack.state.channels.find(({ name }) => name === place)).toMatchObject({
    kind: 'private',
  })
  await world.maya.asks('/incident update 2 we closed the leak', 'incidents')
  for (const where of ['incidents', 'company-updates'])
    expect(read(world.tomas, where)).not.toMatch(/addresses leak|closed the leak/)
  expect(await world.jonas.asks('/incident timeline 2')).toContain('There is no incident `2`')
  expect(await world.jonas.asks('/incident merge 1 into 2 because x')).toContain('There is no incident `2`')
  expect(await world.jonas.asks('/incident join 2')).toContain('There is no incident `2`')
  const respond = createRespond(world.bot.deps)
  const forged: [action: string, value: string][] = [
    ['incident.claim', '2'],
    ['incident.relax', '2:1800000'],
    ['incident.acknowledge', '2'],
    ['incident.update', '2'],
  ]
  for (const [action, value] of forged) {
    const invoker = { user: world.jonas.id, channel: 'C0INCIDENT1', requestId: 'r' }
    const answer = await respond({ kind: 'click', action, value }, invoker)
    expect([action, JSON.stringify(answer)]).toEqual([
      action,
      expect.stringContaining('There is no incident'),
    ])
  }
  const invoker = { user: world.jonas.id, requestId: 'r' }
  const metadata = JSON.stringify({ incident: 2, form: 'stale' })
  for (const form of ['note', 'role', 'task'])
    expect(
      JSON.stringify(
        await respond({ kind: 'submit', form, metadata, values: { text: 'x', role: 'commander' } }, invoker),
      ),
    ).toContain('There is no incident')
  for (const look of ['/incident list', '/status'])
    expect(await world.jonas.asks(look)).not.toContain('addresses')
  expect(await world.jonas.asks('/incident customer addresses leak', 'incidents')).toContain('is declared')
  await world.jonas.openHome()
  await world.settle()
  expect(JSON.stringify(world.jonas.home())).not.toContain('Incident 2')
  expect(await world.tomas.asks('/incident list')).toContain('customer addresses leak')
  expect(await world.tomas.asks('/incident note 2 looked at the log', place)).toContain('entry')
  expect(await world.maya.asks('/incident merge 2 into 1 because x', place)).toContain('was not merged')
  await world.maya.asks('/deploy web staging')
  await world.pass({ seconds: 30 })
  expect(read(world.maya, place)).toContain('web → staging')
})

test('a private one whose channel Slack refuses is its commander’s alone', async () => {
  const world = await openWorld()
  world.sandbox.slack.failNext('conversations.create', 'restricted_action')
  await world.maya.asks('/incident private customer addresses leak p0', 'deploys')
  await world.pass({ seconds: 90 })
  expect(read(world.maya, 'pilothouse')).toContain('Automatic update')
  expect(read(world.maya, 'incidents')).toBe('')
})

test('who raises the severity brings in its people, once, and is told what it means', async () => {
  const world = await openWorld()
  await world.maya.asks('/incident checkout is slow low', 'incidents')
  const place = 'inc-1-checkout-is-slow-low'
  expect(membersOf(world, place)).not.toContain('U0PRIYA0001')
  const raised = await world.maya.asks('/incident severity SEV1 because it is down', place)
  expect(raised).toContain(
    'P0 means: Nobody can buy, or data is at risk. Somebody takes care of it within 1 min, updates every 1 min 30 s.',
  )
  expect(membersOf(world, place)).toContain('U0PRIYA0001')
  const invites = () =>
    world.sandbox.slack.state.records.filter(({ act }) => act === 'conversations.invite').length
  const before = invites()
  await world.maya.asks('/incident severity p3 because a way around', place)
  await world.maya.asks('/incident severity p0 because it is back', place)
  expect(invites()).toBe(before)
  expect(await world.maya.asks('/incident severities')).toContain('Also called sev1, critical')
})

test('a mention declares, too', async () => {
  const world = await openWorld()
  await world.maya.say('@pilothouse incident checkout is down p0', { in: 'general' })
  await world.settle()
  expect(read(world.jonas, 'incidents')).toContain('checkout is down')
  expect(read(world.maya, 'inc-1-checkout-is-down')).toContain('P0')
})
