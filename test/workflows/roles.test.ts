import { expect, test } from 'vitest'
import { openWorld } from '../world.ts'
import { channel, count, openIncident, read } from './incident-world.ts'

test('a role is taken at once, offered to others until they answer or time is up, and given up', async () => {
  const world = await openIncident()
  const { maya, tomas, priya } = world
  expect(await maya.asks('/incident role scribe', channel)).toContain('You are scribe of incident 1 now')
  expect(read(maya)).toContain('scribe <@U0MAYA00001>')
  await maya.asks('/incident role communications <@U0PRIYA0001>', channel)
  expect(read(priya, 'pilothouse')).toContain('<@U0MAYA00001> asks you to be *communications*')
  expect(read(priya, 'pilothouse')).toContain('Until then nobody is.')
  expect(await tomas.clicks('Accept', channel)).toContain('Only <@U0PRIYA0001> can answer')
  expect(await tomas.asks('/incident role communications <@U0JONAS0001>', channel)).toContain(
    '<@U0MAYA00001> has asked <@U0PRIYA0001> to be communications already',
  )
  expect(await priya.clicks('Decline', 'pilothouse')).toContain('<@U0MAYA00001> is told')
  expect(read(maya, 'pilothouse')).toContain('<@U0PRIYA0001> declined to be communications')
  expect(await priya.asks('/incident accept', channel)).toContain('Nobody has asked you to take a role')

  await maya.asks('/incident role communications <@U0PRIYA0001>', channel)
  await world.pass({ seconds: 61 })
  expect(read(maya, 'pilothouse')).toContain('did not answer in time whether to be communications')
  expect(count(maya, channel, 'did not answer in time')).toBe(1)
  await maya.asks('/incident role communications <@U0PRIYA0001>', channel)
  const answers = await Promise.all([
    priya.type('/incident accept 1', { in: 'incidents' }),
    tomas.type('/incident role communications me 1', { in: 'incidents' }),
  ])
  expect(answers.map(({ trouble }) => trouble)).toEqual([undefined, undefined])
  await world.settle()
  const { db } = world.bot.deps
  const offers = await db.selectFrom('role_offers').select('state').orderBy('id').execute()
  expect(offers.slice(0, 2).map(({ state }) => state)).toEqual(['declined', 'expired'])
  expect(['accepted', 'overtaken']).toContain(offers[2]?.state)
  await priya.asks('/incident role comms me 1', 'incidents')
  await tomas.asks('/incident update we rolled back', channel)
  await world.pass({ seconds: 75 })
  expect(count(priya, 'pilothouse', 'An update is due')).toBe(1)
  expect(count(maya, 'pilothouse', 'An update is due')).toBe(0)
  expect(await priya.asks('/incident role communications none', channel)).toContain(
    'Nobody is communications',
  )
  expect(await priya.asks('/incident role commander none', channel)).toContain('Somebody must lead')
})

test('whoever leaves the workspace loses their roles to the commander, and is asked nothing', async () => {
  const world = await openWorld()
  const { maya, priya, sandbox } = world
  await maya.asks('/incident checkout returns 500s p3', 'incidents')
  await priya.asks('/incident role communications 1', 'incidents')
  await maya.asks('/incident role scribe', channel)
  const gone = sandbox.slack.state.users.filter(({ id }) => ['U0PRIYA0001', 'U0JONAS0001'].includes(id))
  for (const user of gone) user.isDeactivated = true
  expect(await maya.asks('/incident role scribe <@U0JONAS0001>', channel)).toContain(
    '<@U0JONAS0001> is no longer in this workspace, so nobody was asked',
  )
  await world.pass({ minutes: 31 })
  expect(read(maya)).toContain('What they did as communications is the commander’s now')
  expect(read(maya)).toContain('scribe <@U0MAYA00001>')
  expect(read(maya)).not.toContain('communications <@')
  for (const user of sandbox.slack.state.users) user.isDeactivated = user.id === 'U0MAYA00001'
  await world.pass({ minutes: 31 })
  expect(count(world.tomas, channel, 'Nobody leads this incident')).toBe(1)
  expect(await world.tomas.clicks('Take command', channel)).toContain('You are commander of incident 1 now')
})
