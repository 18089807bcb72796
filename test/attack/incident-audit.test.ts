import { expect, test } from 'vitest'
import { openIncident } from '../workflows/incident-world.ts'

type Step = [typed: string, action: string]

const steps: Step[] = [
  ['note 1 restarted the worker', 'incident.note'],
  ['update 1 we rolled back', 'incident.update'],
  ['severity 1 p1', 'incident.severity'],
  ['state 1 monitoring', 'incident.state'],
  ['commander 1 <@U0PRIYA0001>', 'incident.role-offered'],
  ['claim 1', 'incident.commander'],
  ['resolve 1 it was dns', 'incident.resolve'],
  ['reopen 1 because it is back', 'incident.reopen'],
]

test('every change leaves one audit row with who, what, about what, and the request it came with', async () => {
  const world = await openIncident()
  const { db } = world.bot.deps
  const rows = () => db.selectFrom('audit').selectAll().orderBy('id').execute()
  const requests = new Set<string | null>()
  for (const [typed, action] of steps) {
    const before = (await rows()).length
    await world.tomas.type(`/incident ${typed}`, { in: 'incidents' })
    await world.settle()
    const byTomas = (await rows()).slice(before).filter(({ actor }) => actor === 'U0TOMAS0001')
    expect(byTomas, typed).toEqual([expect.objectContaining({ action, subject: 'incident:1' })])
    requests.add(byTomas[0]?.request_id ?? null)
  }
  expect(requests.size).toBe(steps.length)
  expect([...requests].every((id) => id !== null && /^[0-9a-f]{8}$/.test(id))).toBe(true)
})

test('what Pilothouse does by itself is in the audit under its own name', async () => {
  const world = await openIncident()
  await world.pass({ seconds: 95 })
  const rows = await world.bot.deps.db
    .selectFrom('audit')
    .selectAll()
    .where('actor', '=', 'pilothouse')
    .execute()
  const actions = rows.map(({ action }) => action)
  for (const action of ['announce', 'nudge', 'holding-update', 'channel-opened'])
    expect(actions.filter((each) => each === `incident.${action}`)).toHaveLength(1)
  const acts = await world.bot.deps.db.selectFrom('acts').select('key').where('state', '=', 'done').execute()
  expect(acts.length).toBeGreaterThan(3)
  expect(actions.filter((action) => action === 'act.done')).toHaveLength(acts.length)
  expect(new Set(rows.map(({ subject }) => subject))).toEqual(new Set(['incident:1']))
})

test('what changes nothing, and what is refused, leaves no row', async () => {
  const world = await openIncident()
  const count = async () => (await world.bot.deps.db.selectFrom('audit').select('id').execute()).length
  const before = await count()
  for (const typed of [
    'severity p0 1',
    'claim 1',
    'state investigating 1',
    'reopen 1 x',
    'update 9 x',
    'severity p9 1',
  ])
    await world.maya.asks(`/incident ${typed}`, 'incidents')
  expect(await count()).toBe(before)
})
