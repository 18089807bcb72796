import { expect, test } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { insertIncident } from '../../src/store/incident/incidents.ts'
import { listPublicIncidents } from '../../src/store/updates/public-updates.ts'
import { until } from '../world.ts'
import { channel, count, fill, openIncident, press, read } from './incident-world.ts'

test('stakeholders have one thread per incident, and GitHub an issue that follows it', async () => {
  const config = (team: TeamConfig) => ({ ...team, incidents: { ...team.incidents, bookmarks: true } })
  const world = await openIncident({ hasOutlets: true, config })
  const { github, slack } = world.sandbox
  await world.maya.asks('/incident update 1 fixes #12, says @maya <!--', channel)
  world.sandbox.faults.githubFails = true
  await world.pass({ seconds: 90 })
  await world.maya.asks('/incident resolve 1 it was the cache anyway because it is a test', channel)
  world.sandbox.faults.githubFails = false
  await world.pass({ minutes: 2 })
  const messages = world.jonas.sees('company-updates')
  const [card, ...replies] = messages
  expect(replies.map(({ threadTs }) => threadTs)).toEqual(replies.map(() => card?.ts))
  const stored = Object.values(slack.state.messages).flat()
  const broadcasts = replies.map(({ ts }) => stored.find((one) => one.ts === ts)?.isBroadcast ?? false)
  expect(broadcasts).toEqual([false, false, true])
  expect(world.jonas.reads('company-updates')[0]).toContain('*State:* resolved')
  const [issue] = github.state.issues
  expect(issue).toMatchObject({
    ...{ title: 'Incident 1: checkout returns 500s', labels: ['incident'] },
    ...{ state: 'closed', stateReason: 'completed' },
  })
  const said = github.state.comments.map(({ body }) => body)
  expect(said.map((body) => body.split('**')[1])).toEqual(['Update', 'Automatic update', 'Resolved'])
  expect(said[0]).toContain('fixes #\u200b12, says @\u200bmaya &lt;!--')
  expect(read(world.maya)).toContain('issue 1')
  const place = slack.state.channels.find(({ name }) => name === channel)
  const links = new Map(place?.bookmarks.map(({ title, link }) => [title, link]))
  expect([...links.keys()].sort()).toEqual(['GitHub issue #1', 'Incident 1'])
  expect(links.get('GitHub issue #1')).toMatch(/\/issues\/1$/)
  expect(count(world.maya, 'incidents', 'issue 1')).toBe(0)
  await world.maya.asks('/incident reopen 1 it is back', channel)
  await world.pass({ seconds: 5 })
  expect(issue).toMatchObject({ state: 'open' })
})

test('where GitHub says nothing for long, an update that is due comes in time all the same', async () => {
  const world = await openIncident()
  const { maya, sandbox } = world
  const action = () => sandbox.github.state.issues.find(({ title }) => title === 'fix the index')
  await world.pass({ seconds: 89 })
  sandbox.faults.githubSilent = true
  await maya.type('/incident action fix the index', { in: channel })
  const acts = world.bot.deps.db.selectFrom('acts').select('state').where('name', '=', 'open-action-issue:1')
  await until(async () => (await acts.execute()).length > 0)
  const passing = world.pass({ seconds: 1 })
  await until(() => count(maya, channel, 'Automatic update') > 0, 4000)
  expect(await acts.execute()).toEqual([{ state: 'intended' }])
  expect(action()).toBeUndefined()
  sandbox.faults.githubSilent = false
  await passing
  expect(action()).toBeDefined()
})

test('only words that somebody who may has published go public, and of what concerns nobody outside nobody hears', async () => {
  const world = await openIncident({ hasOutlets: true })
  const { maya, priya, tomas } = world
  const shown = async () =>
    (await listPublicIncidents(world.bot.deps.db)).flatMap(({ id, updates }) =>
      updates.map(({ state, text }) => `${id} ${state}: ${text}`),
    )
  expect(await maya.asks('/incident public 1 Some <b>payments</b> fail.', channel)).toContain(
    'Nobody outside sees them before `/incident publish 1`',
  )
  expect(read(maya)).toContain('Some &lt;b&gt;payments&lt;/b&gt; fail.')
  expect(read(maya)).toContain('<!subteam^S0APPROVERS> may publish them')
  await world.pass({ seconds: 61 })
  world.sandbox.slack.failNext('usergroups.users.list', 'no_such_subteam')
  expect(await tomas.clicks('Publish', channel)).toContain('can’t tell who is among <!subteam^S0APPROVERS>')
  expect(await maya.clicks('Publish', channel)).toContain('You may not decide what goes onto the public page')
  expect(await maya.asks('/incident reject 1', channel)).toContain('You may not decide')
  expect(await shown()).toEqual([])
  await tomas.clicks('Publish', channel)
  const first = '1 investigating: Some <b>payments</b> fail.'
  expect(await shown()).toEqual([first])
  expect(read(maya)).toMatch(/Published .+ by <@U0TOMAS0001>/)
  expect(await priya.asks('/incident reject 1', channel)).toContain('was published by <@U0TOMAS0001>')

  expect(await maya.asks(`/incident public 1 ${'x'.repeat(501)}`, channel)).toContain('have 501 characters')
  await maya.asks('/incident public 1 All payments fail.', channel)
  expect(await shown()).toEqual([first])
  expect(await priya.asks('/incident reject 2', channel)).toContain('stays off the public page')
  expect(await tomas.asks('/incident publish 2', channel)).toContain('was rejected by <@U0PRIYA0001>')

  const form = await press(world, maya, 'incident.update')
  const said = { whatChanged: 'Bad index', state: 'identified', publicText: 'We know the cause.' }
  expect(await fill(world, maya, form, said)).toEqual({})
  await world.pass({ seconds: 5 })
  await maya.asks('/incident public 1 We still look.', channel)
  await tomas.asks('/incident publish 3', channel)
  expect(await shown()).toEqual(['1 identified: We know the cause.', first])
  await maya.asks('/incident state monitoring', channel)
  expect(await tomas.asks('/incident publish 4', channel)).toContain(
    'incident 1 was identified, and it is monitoring',
  )
  const late = await press(world, maya, 'incident.update')
  await maya.asks('/incident severity p3', channel)
  const { publicText } = await fill(world, maya, late, { ...said, state: 'monitoring' })
  expect(publicText).toContain('its severity does not tell the public')
  expect(count(maya, channel, 'Bad index')).toBe(1)
  expect(await tomas.asks('/incident publish 4', channel)).toContain('its severity does not tell the public')
  expect(await shown()).toHaveLength(2)

  const told = () => world.jonas.sees('company-updates').length
  const before = told()
  const changes = [{ is_drill: true }, { is_private: true }, { severity: 'p3' }, { state: 'triage' as const }]
  for (const [index, change] of changes.entries()) {
    const declared = new Date(world.now())
    const row = { title: `quiet ${index}`, severity: 'p0', declared_by: 'U0MAYA00001', declared_at: declared }
    const nothing = { state: 'investigating' as const, source_link: null, ...change }
    await world.bot.deps.db
      .transaction()
      .execute(async (trx) => await insertIncident(trx, { ...row, ...nothing }))
  }
  await world.settle()
  for (const id of [2, 3, 4, 5]) await maya.type(`/incident update ${id} we look`, { in: 'general' })
  await world.pass({ seconds: 30 })
  expect(told()).toBe(before)
  expect(world.sandbox.github.state.issues.map(({ title }) => title)).toEqual([
    'Incident 1: checkout returns 500s',
    'Incident 4: quiet 2',
  ])
})
