import { expect, test } from 'vitest'
import { insertIncident } from '../../src/store/incident/incidents.ts'
import { channel, count, openIncident, read } from './incident-world.ts'

test('stakeholders have one thread per incident, and GitHub an issue that follows it', async () => {
  const world = await openIncident()
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
  expect(count(world.maya, 'incidents', 'issue 1')).toBe(0)
  await world.maya.asks('/incident reopen 1 it is back', channel)
  await world.pass({ seconds: 5 })
  expect(issue).toMatchObject({ state: 'open' })
})

test('what concerns nobody outside is told to nobody: drills, private ones, low severities and doubts', async () => {
  const world = await openIncident()
  const { db } = world.bot.deps
  const told = () => world.jonas.sees('company-updates').length
  const before = told()
  const changes = [{ is_drill: true }, { is_private: true }, { severity: 'p3' }, { state: 'triage' as const }]
  for (const [index, change] of changes.entries()) {
    const declared = new Date(world.now())
    const row = { title: `quiet ${index}`, severity: 'p0', declared_by: 'U0MAYA00001', declared_at: declared }
    const nothing = { state: 'investigating' as const, source_link: null, ...change }
    await db.transaction().execute(async (trx) => await insertIncident(trx, { ...row, ...nothing }))
  }
  await world.settle()
  for (const id of [2, 3, 4, 5]) await world.maya.type(`/incident update ${id} we look`, { in: 'general' })
  await world.pass({ seconds: 30 })
  expect(told()).toBe(before)
  expect(world.sandbox.github.state.issues.map(({ title }) => title)).toEqual([
    'Incident 1: checkout returns 500s',
    'Incident 4: quiet 2',
  ])
})
