import { expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { channel, count, fill, openIncident, press, read } from './incident-world.ts'

/** The sample's fixes are watched for 60 s. */
const openWatched = (): Promise<World> => openIncident({ hasAftermath: true })

test('a fix is watched for its time, then resolving is offered once, and the report says what is missing', async () => {
  const world = await openWatched()
  expect(await world.maya.asks('/incident resolve rolled back', channel)).toContain(
    'Incident 1 is not resolved. A fix is watched for 1 min 0 s first'.replace('1 min 0 s', '1 min'),
  )
  await world.maya.asks('/incident state monitoring', channel)
  expect(read(world.maya)).toMatch(/\*Monitoring:\* until .*; it can be resolved then/)
  await world.pass({ seconds: 50 })
  expect(await world.maya.asks('/incident resolve rolled back', channel)).toContain(
    'Its fix is to be watched until',
  )
  expect(count(world.maya, channel, 'watched long enough')).toBe(0)
  await world.pass({ seconds: 60 })
  expect(count(world.maya, channel, 'its checks are green. <@U0MAYA00001>, is it over?')).toBe(1)
  expect(read(world.maya)).toContain(':white_check_mark: web on production: answers as it should')
  const form = await press(world, world.maya, 'incident.resolve')
  const said = { summary: 'rolled back', rootCause: 'a dropped index' }
  expect(await fill(world, world.maya, form, said)).toEqual({})
  const report = read(world.maya)
  expect(report).toContain('*Root cause:* a dropped index')
  expect(report).toContain('*Prevention:* _nobody has said so yet_')
  expect(report).toMatch(/\*Time to:\* detect not known · acknowledge not known · mitigate .* · repair 1 min/)
  expect(report).not.toContain('Resolved before the monitoring')
})

test('while a check is red nothing is offered, and resolving needs a reason, which is kept', async () => {
  const world = await openWatched()
  await world.maya.asks('/incident state monitoring', channel)
  world.sandbox.faults.siteFails = true
  await world.pass({ seconds: 90 })
  expect(count(world.maya, channel, 'is it over?')).toBe(0)
  expect(read(world.maya)).toMatch(
    /\*Monitoring:\* long enough, but web on production is not well: .*answered/,
  )
  const form = await press(world, world.maya, 'incident.resolve')
  const errors = await fill(world, world.maya, form, { summary: 'all is well' })
  expect(errors.anyway).toContain('Web on production is not well')
  await fill(world, world.maya, form, { summary: 'all is well', anyway: 'the probe is wrong' })
  expect(read(world.maya)).toContain(
    '*Resolved before the monitoring had ended with green checks:* the probe is wrong',
  )
  expect(read(world.maya)).toMatch(
    /resolved it although web on production is not well: .*: the probe is wrong/,
  )
  world.sandbox.faults.siteFails = false
  await world.pass({ minutes: 2 })
  expect(count(world.maya, channel, 'is it over?')).toBe(0)
})

test('what can’t be looked at is unknown, and asks for a reason', async () => {
  const world = await openWorld({ hasAftermath: true })
  await world.maya.asks('/incident the worker stands still p1', 'incidents')
  const { db } = world.bot.deps
  await db
    .updateTable('incidents')
    .set({ affects: JSON.stringify(['worker']) })
    .execute()
  await world.maya.asks('/incident state monitoring 1')
  await world.pass({ minutes: 2 })
  const place = 'inc-1-the-worker-stands-still'
  expect(read(world.maya, place)).toContain(
    ':grey_question: worker on production: not known; nothing about it',
  )
  expect(await world.maya.asks('/incident resolve 1 restarted')).toContain(
    'Worker on production can’t be looked at',
  )
  expect(await world.maya.asks('/incident resolve 1 restarted anyway because its queue is empty')).toContain(
    'is resolved',
  )
})
