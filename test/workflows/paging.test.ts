import { expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { channel, read } from './incident-world.ts'

const declare = (world: World) => world.maya.asks('/incident checkout returns 500s p0', 'incidents')

const pagerOf = ({ sandbox }: World) =>
  sandbox.pager.state.incidents.map(({ summary, status }) => `${summary}: ${status}`)

test('nobody acknowledges a P0: one after the other is paged, and an acknowledgement ends it everywhere', async () => {
  const world = await openWorld({ isPaging: true })
  const { tomas, priya, maya, sandbox } = world
  await declare(world)
  expect(read(tomas, 'pilothouse')).toContain('You are paged: Incident 1 (P0) · checkout returns 500s')
  expect(read(tomas, 'pilothouse')).toContain('Because it is a P0. The work goes on in <#C')
  expect(read(priya, 'pilothouse')).not.toContain('paged')

  await world.pass({ seconds: 60 })
  expect(read(priya, 'pilothouse')).toContain('Because nobody acknowledged it within 1 minute.')
  expect(read(maya)).toContain('everybody here is paged')
  expect(sandbox.pager.records).toEqual([])

  await world.pass({ seconds: 60 })
  const summary = 'Incident 1 (P0): checkout returns 500s'
  expect(pagerOf(world)).toEqual([`${summary}: triggered`])
  expect(sandbox.pager.state.incidents[0]?.severity).toBe('critical')
  expect(sandbox.pager.state.mails).toMatchObject([
    {
      subject: summary,
      to: ['on-call@harbour.example'],
      text: expect.stringContaining('because nobody acknowledged'),
    },
  ])

  expect(await tomas.clicks('Acknowledge', 'pilothouse')).toContain('You take care of incident 1 now.')
  expect(pagerOf(world)).toEqual([`${summary}: acknowledged`])
  const inbox = await (await sandbox.pager.routes.request('/inbox')).text()
  expect(inbox).toContain(`<strong>acknowledged</strong> · critical · 2026-11-23 03:02 UTC<br>${summary}`)
  expect(read(priya, 'pilothouse')).toContain('<@U0TOMAS0001> takes care of it.')
  expect(await priya.asks('/incident ack 1')).toContain('<@U0TOMAS0001> has acknowledged incident 1 already')
  expect(read(maya)).toContain('<@U0TOMAS0001> acknowledged it')

  await world.pass({ minutes: 3 })
  expect(read(maya)).toContain('it has been open for 5 minutes')
  await maya.asks('/incident resolve 1 Rolled back.')
  expect(pagerOf(world)).toEqual([`${summary}: resolved`])
  expect(sandbox.pager.state.mails).toHaveLength(2)
  const { acknowledged_at } = await world.bot.deps.db
    .selectFrom('incidents')
    .select('acknowledged_at')
    .executeTakeFirstOrThrow()
  expect(acknowledged_at).toEqual(new Date('2026-11-23T03:02:00Z'))
})

test('whom nobody can reach is said in the channel, and the next one is paged at once', async () => {
  const world = await openWorld({
    isPaging: true,
    config: (config) => {
      config.incidents.escalation = [
        {
          name: 'on-call',
          about: 'incidents',
          when: { severities: 'paging', levels: [], openFor: 0, facts: [], words: [], hours: 'any' },
          evenIfAcknowledged: false,
          steps: [
            { after: 0, page: [{ to: 'pager', pager: 'pagerduty' }] },
            { after: 600_000, page: [{ to: 'user', user: 'U0NOBODY001' }] },
            { after: 600_000, page: [{ to: 'on-call' }] },
          ],
        },
      ]
      return config
    },
  })
  world.sandbox.pager.failNext(/enqueue/, 400)
  await declare(world)
  expect(read(world.maya)).toContain('could not page `pagerduty`* about Incident 1')
  expect(read(world.maya)).toContain('Pilothouse could not page <@U0NOBODY001>')
  expect(read(world.tomas, 'pilothouse')).toContain('Because the page before reached nobody.')

  expect(await world.maya.asks('/incident page 1 <@U0JONAS0001> because customers call')).toContain(
    '<@U0JONAS0001> is being paged about incident 1.',
  )
  expect(read(world.jonas, 'pilothouse')).toContain('By <@U0MAYA00001>: customers call.')
  expect(await world.maya.asks('/incident page pagerduty')).toContain('`pagerduty` is being paged')
  expect(pagerOf(world)).toEqual(['Incident 1 (P0): checkout returns 500s: triggered'])
  expect(await world.maya.asks('/incident page @nobody')).toContain('on-call, pagerduty, mail')

  await world.maya.asks('/incident ack', channel)
  await world.maya.asks('/incident reopen 1 because it is back')
  await world.maya.asks('/incident resolve 1 Rolled back.')
  await world.maya.asks('/incident reopen 1 because it is back')
  expect(pagerOf(world)).toEqual([
    'Incident 1 (P0): checkout returns 500s: resolved',
    'Incident 1 (P0): checkout returns 500s: triggered',
  ])
})
