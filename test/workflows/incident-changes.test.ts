import { describe, expect, test } from 'vitest'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import {
  channel,
  count,
  fill,
  formAfter,
  openIncident,
  press,
  read,
  reminders,
  toldAfter,
} from './incident-world.ts'

describe('which incident is meant', () => {
  test('the one of the channel, the only open one, or the one whose number is given', async () => {
    const world = await openIncident()
    expect(await world.tomas.asks('/incident note seen from deploys')).toContain('incident 1')
    await world.maya.asks('/incident search is empty p2', 'incidents')
    expect(await world.tomas.asks('/incident note ambiguous')).toContain('More than one incident is open')
    expect(await world.tomas.asks('/incident note here', channel)).toContain('incident 1')
    expect(await world.tomas.asks('/incident note 2 there', channel)).toContain('incident 2')
    expect(await world.tomas.asks('/incident note 7 nowhere')).toContain('There is no incident `7`')
  })

  test('none is guessed where none is open', async () => {
    const world = await openIncident()
    await world.maya.asks('/incident resolve done', channel)
    expect(await world.tomas.asks('/incident update all well')).toContain('No incident is open')
    expect(await world.tomas.asks('/incident reopen')).toContain('needs the incident’s number')
  })
})

describe('commander', () => {
  test('is handed over with a mention, invited, and from then on the one who is reminded', async () => {
    const world = await openIncident()
    expect(await world.maya.asks('/incident role commander <@U0PRIYA0001|priya>', channel)).toContain(
      '<@U0PRIYA0001> is asked to be commander of incident 1',
    )
    expect(await world.priya.clicks('Accept', 'pilothouse')).toContain('You are commander of incident 1 now')
    const made = world.sandbox.slack.state.channels.find(({ name }) => name === channel)
    expect(made?.members).toContain('U0PRIYA0001')
    expect(made?.topic).toContain('<@U0PRIYA0001>')
    await world.pass({ seconds: 70 })
    expect(reminders(world.priya)).toBe(1)
    expect(reminders(world.maya)).toBe(0)
  })

  test('is reminded too when command changes hands after the reminder', async () => {
    const world = await openIncident()
    await world.pass({ seconds: 75 })
    await world.maya.asks('/incident commander <@U0PRIYA0001>', channel)
    expect(read(world.priya, 'pilothouse')).not.toContain('An update is due')
    await world.priya.asks('/incident accept', channel)
    expect(read(world.maya, 'pilothouse')).toContain('<@U0PRIYA0001> leads the incident now')
    expect(read(world.priya, 'pilothouse')).toContain('An update is due')
    await world.maya.asks('/incident claim', channel)
    expect(read(world.maya, 'pilothouse')).toContain('An update is due')
    expect(read(world.priya, 'pilothouse')).toContain('<@U0MAYA00001> leads the incident now')
    expect(reminders(world.priya)).toBe(1)
    expect(reminders(world.maya)).toBe(1)
  })

  test('is taken with a button', async () => {
    const world = await openIncident()
    const told = await toldAfter(world, world.tomas, channel, () =>
      world.tomas.click({ in: channel, actionId: 'incident.claim' }),
    )
    expect(told).toContain('You are commander of incident 1 now, and are reminded')
    expect(await world.tomas.clicks('Take command', channel)).toContain(
      'You are commander of incident 1 already',
    )
    expect(await world.maya.asks('/incident commander <@U0TOMAS0001>', channel)).toContain(
      '<@U0TOMAS0001> is commander of incident 1 already, so nothing changed',
    )
  })

  test('two people hand over at once: the second is told that it changed', async () => {
    const world = await openIncident()
    const first = await press(world, world.maya, 'incident.roles')
    const second = await press(world, world.tomas, 'incident.roles')
    const third = await press(world, world.jonas, 'incident.roles')
    expect(await fill(world, world.maya, first, { user: 'U0PRIYA0001' })).toEqual({})
    const asked = await fill(world, world.jonas, third, { user: 'U0TOMAS0001' })
    expect(asked.user).toContain('somebody has asked somebody to be commander already')
    await world.priya.asks('/incident accept', channel)
    const errors = await fill(world, world.tomas, second, { user: 'U0JONAS0001' })
    expect(errors.user).toContain('The commander of incident 1 changed while you were looking')
    expect(read(world.maya)).toContain('*Commander:* <@U0PRIYA0001>')
  })
})

describe('severity', () => {
  test('two people change it at once: the second is told that it changed', async () => {
    const world = await openIncident()
    const first = await press(world, world.maya, 'incident.severity')
    const second = await press(world, world.tomas, 'incident.severity')
    await fill(world, world.maya, first, { severity: 'p2', because: 'a way around' })
    const errors = await fill(world, world.tomas, second, { severity: 'p3' })
    expect(errors.severity).toContain('The severity of incident 1 changed while you were looking')
    expect(read(world.maya)).toContain('from P0 to P2: a way around')
  })

  test('an unknown one is answered with the nearest', async () => {
    const world = await openIncident()
    expect(await world.maya.asks('/incident severity hihg', channel)).toContain('Did you mean `high`?')
  })
})

describe('resolving', () => {
  test('two people resolve at the same moment: one report, and the other is told', async () => {
    const world = await openIncident()
    const answers = await Promise.all([
      toldAfter(world, world.maya, channel, () =>
        world.maya.type('/incident resolve it was the cache', { in: channel }),
      ),
      toldAfter(world, world.tomas, channel, () =>
        world.tomas.type('/incident resolve it was the network', { in: channel }),
      ),
    ])
    expect(answers.filter((answer) => answer.includes('is resolved. Its timeline'))).toHaveLength(1)
    expect(answers.filter((answer) => answer.includes('you can’t') || answer.includes("can't"))).toHaveLength(
      1,
    )
    expect(count(world.maya, channel, 'Resolved · incident 1')).toBe(1)
  })

  test('a button on an old card says that it is resolved', async () => {
    const world = await openIncident()
    const form = await press(world, world.tomas, 'incident.update')
    await world.maya.asks('/incident resolve done', channel)
    const errors = await fill(world, world.tomas, form, { whatChanged: 'still broken' })
    expect(errors.whatChanged).toContain('Incident 1 is resolved')
  })
})

describe('the timeline', () => {
  test('takes a message once, however often it is added', async () => {
    const world = await openIncident()
    await world.jonas.say('three more customers called', { in: 'general' })
    const ts = world.jonas.sees('general').at(-1)?.ts ?? ''
    const add = async () => {
      const shortcut = world.maya.messageShortcut('add_to_timeline', { channel: 'general', ts })
      const form = await formAfter(world, world.maya, shortcut)
      return await toldAfter(world, world.maya, 'general', () => world.maya.submit(form, {}))
    }
    expect(await add()).toContain('The message is in the timeline of incident 1, as entry')
    expect(await add()).toContain('already')
    const entries = await loadTimeline(world.bot.deps.db, 1)
    expect(entries.filter(({ event }) => event.kind === 'message')).toHaveLength(1)
  })

  test('opens in full, by command and by button', async () => {
    const world = await openIncident()
    await world.maya.asks('/incident note restarted the worker', channel)
    await formAfter(world, world.tomas, world.tomas.type('/incident timeline 1', { in: 'deploys' }))
    expect(JSON.stringify(world.tomas.views().at(-1)?.view)).toContain('restarted the worker')
  })

  test('takes text that a database would refuse', async () => {
    const world = await openIncident()
    expect(await world.maya.asks('/incident note half \ud83d and nul \0 here', channel)).toContain('as entry')
  })

  test('tells what became of a deployment', async () => {
    const world = await openIncident()
    await world.maya.asks('/deploy web staging')
    await world.pass({ seconds: 30 })
    expect(read(world.maya)).toContain('web → staging')
  })
})

describe('/incident list', () => {
  test('shows what is open, what is owed, and what was resolved', async () => {
    const world = await openIncident()
    await world.maya.asks('/incident search is empty p3', 'incidents')
    await world.maya.asks('/incident resolve 2 typo', 'incidents')
    const answer = await world.tomas.asks('/incident list')
    expect(answer).toContain('checkout returns 500s')
    expect(answer).toContain('Resolved lately')
    expect(answer).toContain('search is empty')
  })
})
