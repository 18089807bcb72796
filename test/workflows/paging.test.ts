import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openStates } from '../../src/domain/incident/incident.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
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
          when: {
            severities: 'paging',
            levels: [],
            openFor: 0,
            facts: [],
            words: [],
            hours: 'any',
            states: openStates,
          },
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

type Hooked = { body: string; headers: Record<string, unknown> }

/** What takes pages by signed requests, and everything that came. */
async function openHook(): Promise<{ url: string; came: Hooked[] }> {
  const came: Hooked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    came.push({ body: Buffer.concat(chunks).toString(), headers: request.headers })
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, came }
}

const secret = 'a secret of the hook'

/** Everybody is paged at once, by every way there is. */
const everywhere =
  (url: string) =>
  (config: TeamConfig): TeamConfig => {
    const { incidents } = config
    const when = {
      severities: 'any',
      openFor: 0,
      facts: [],
      words: [],
      hours: 'any',
      states: openStates,
    } as const
    const page = [
      { to: 'on-call' } as const,
      ...['hook', 'mail'].map((pager) => ({ to: 'pager' as const, pager })),
    ]
    const rule = {
      name: 'all',
      about: 'incidents' as const,
      when: { ...when, levels: [], facts: [], words: [] },
      evenIfAcknowledged: false,
      steps: [{ after: 0, page }],
    }
    const pagers = { ...incidents.pagers, hook: { kind: 'webhook' as const, url, secret } }
    return { ...config, incidents: { ...incidents, pagers, escalation: [rule] } }
  }

test('a private incident is paged about without its title, and mail that does not go out is told', async () => {
  const { url, came } = await openHook()
  const world = await openWorld({ isPaging: true, config: everywhere(url) })
  const { tomas, maya, sandbox } = world
  sandbox.faults.pagerFails = true
  await tomas.asks('/incident private checkout leaks addresses p0', 'incidents')
  expect(read(tomas, 'pilothouse')).not.toContain('You are paged')
  const [page] = came
  expect(JSON.parse(page?.body ?? '{}')).toMatchObject({
    ...{ event: 'trigger', severity: 'p0' },
    summary: 'Incident 1 (P0): private, its title is shown in Slack only',
  })
  const signed = createHmac('sha256', secret).update(`v1:${page?.headers['x-pilothouse-time']}:${page?.body}`)
  expect(page?.headers['x-pilothouse-signature']).toBe(`v1=${signed.digest('hex')}`)
  expect(JSON.stringify([came, sandbox.pager.state])).not.toContain('leaks')
  await world.pass({ minutes: 3 })
  const place = sandbox.slack.state.channels.find(({ name }) => name.startsWith('inc-1'))?.name ?? ''
  expect(read(tomas, place)).toContain('could not page `mail`')
  expect(read(tomas, place)).toMatch(/did not page <@U0TOMAS0001> \(on call\), who declared it/)
  expect(came).toHaveLength(1)
  await tomas.asks('/incident ack 1')
  expect(came.map(({ body }) => JSON.parse(body).event)).toEqual(['trigger', 'acknowledge'])
  expect(new Set(came.map(({ headers }) => headers['idempotency-key'])).size).toBe(2)
  expect(sandbox.pager.state.mails).toEqual([])

  sandbox.faults.pagerFails = false
  await tomas.asks('/incident resolve 1 Mended.')
  const before = came.length
  await maya.asks('/incident drill payments-slow')
  expect(read(tomas, 'pilothouse')).toContain('DRILL: You are paged')
  expect(came).toHaveLength(before)
  expect(sandbox.pager.state.mails).toEqual([])
})
