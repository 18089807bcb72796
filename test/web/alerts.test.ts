import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { startMonitor } from '../../src/sandbox/pager/monitor.ts'
import { read } from '../workflows/incident-world.ts'
import { openWorld, type World } from '../world.ts'

const place = 'incidents'

function poster({ bot, sandbox }: World) {
  return async (body: string, headers: Record<string, string> = {}, name = 'monitor') => {
    const authorization = { authorization: `Bearer ${sandbox.tokens.alerts}` }
    const answer = await fetch(`${bot.url}/hooks/alerts/${name}`, {
      method: 'POST',
      body,
      headers: Object.keys(headers).length > 0 ? headers : authorization,
    })
    return `${answer.status} ${await answer.text()}`
  }
}

const alert = (change: object = {}, annotations: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'CheckoutFails', service: 'web', environment: 'prod', severity: 'critical' },
  annotations: { summary: 'Checkout <!channel> fails', error_rate: '12.5', ...annotations },
  startsAt: '2026-11-23T02:58:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: 'c0ffee',
  ...change,
})
const group = (...alerts: object[]) => JSON.stringify({ version: '4', status: 'firing', alerts })

test('an alert pages by its rules, one click declares it, and its end goes into the incident', async () => {
  const world = await openWorld({ isPaging: true })
  const { maya, tomas, sandbox } = world
  const send = poster(world)
  expect(await send(group(alert()))).toBe('202 {"kept":true}')
  await world.settle()
  const card = read(maya, place)
  expect(card).toContain(':fire: *Alert 1 · Checkout &lt;!channel&gt; fails* (P0)')
  expect(card).toContain('*Service:* web in production')
  expect(card).toContain('more than 5% of calls fail')
  expect(read(tomas, 'pilothouse')).toContain('Because more than 5% of calls fail.')
  await world.pass({ seconds: 60 })
  expect(sandbox.pager.state.incidents.map(({ status }) => status)).toEqual(['triggered'])

  expect(await tomas.asks('/incident ack alert 1')).toContain('You take care of alert 1 now.')
  expect(await maya.asks('/incident ack alert 1')).toContain(
    '<@U0TOMAS0001> has acknowledged alert 1 already',
  )
  expect(sandbox.pager.state.incidents.map(({ status }) => status)).toEqual(['acknowledged'])

  expect(await maya.clicks('Declare incident', place)).toContain('Incident 1 is declared from alert 1')
  expect(await maya.asks('/incident from-alert 1')).toContain('Alert 1 belongs to incident 1 already')
  const { affects, detected_at, severity } = await world.bot.deps.db
    .selectFrom('incidents')
    .select(['affects', 'detected_at', 'severity'])
    .executeTakeFirstOrThrow()
  expect({ affects, severity }).toEqual({ affects: ['web'], severity: 'p0' })
  expect(detected_at).toEqual(new Date('2026-11-23T02:58:00Z'))

  await send(group(alert({ fingerprint: 'b', labels: { alertname: 'Slow', service: 'web' } })))
  await world.settle()
  expect(await tomas.clicks('Add to incident 1', place)).toContain('Alert 2 is part of incident 1 now')
  await send(group(alert({ status: 'resolved', endsAt: '2026-11-23T03:01:00Z' })))
  await world.settle()
  expect(read(maya, place)).toContain(':white_check_mark: *Alert 1')
  expect(read(maya, place)).toContain('over after 3 min')
  await send(group(alert({ fingerprint: 'c', labels: { alertname: 'Blank', service: 'docs' } })))
  await world.settle()
  await tomas.asks('/incident ack alert 3')
  expect(await tomas.asks('/incident from-alert 3')).toContain('Incident 2 is declared from alert 3')
  expect(await tomas.asks('/incident ack 2')).toContain('acknowledged incident 2 already')
  expect(await maya.asks('/incident ack alert 9')).toContain('There is no alert `9`.')
  const told = await world.bot.deps.db.selectFrom('timeline').select('event').execute()
  expect(JSON.stringify(told)).toContain('saw that alert 1 is over')
  expect(sandbox.pager.state.incidents.map(({ status }) => status)).toEqual(['resolved'])
})

test('what is no alert is refused or shown, and a burst is one', async () => {
  const world = await openWorld()
  const send = poster(world)
  const body = group(alert())
  expect(await send(body, { authorization: 'Bearer wrong' })).toContain('401 ')
  expect(await send(body, {}, 'constructor')).toContain('401 ')
  expect(await send('{"alerts":[')).toBe('400 {"trouble":"This is not JSON."}')
  expect(await send(`"${'x'.repeat(2_000_000)}"`)).toContain('413 ')
  const signature = createHmac('sha256', world.sandbox.tokens.alerts).update(body).digest('hex')
  expect(await send(body, { 'x-pilothouse-signature': `sha256=${signature}` })).toContain('202 ')
  expect(await send(`${body} `, { 'x-pilothouse-signature': `sha256=${signature}` })).toContain('401 ')
  expect(await send('{"what":"is this? \\u0000 \\ud800","token":"sesame"}')).toBe('202 {"kept":true}')
  const burst = group(...Array.from({ length: 100 }, () => alert()))
  await Promise.all(Array.from({ length: 10 }, () => send(burst)))
  await world.settle()
  const rows = await world.bot.deps.db.selectFrom('alerts').select(['title', 'times']).orderBy('id').execute()
  expect(rows).toEqual([
    { title: 'Checkout <!channel> fails', times: 1001 },
    { title: 'A post from monitor that Pilothouse can’t read', times: 1 },
  ])
  const cards = world.maya.reads(place).filter((text) => text.includes('Alert'))
  expect(cards).toHaveLength(2)
  expect(cards[1]).toContain('is this?')
  expect(await world.maya.clicks('Show the post', place)).toContain('"token":"[redacted]"')
  expect(await world.maya.asks('/status posts')).toMatch(/kept[\s\S]*with a wrong secret/)

  const { deps } = world.bot
  world.sandbox.faults.slackRateLimited = true
  const ahead = { startsAt: '2026-11-23T09:00:00Z', labels: { severity: 'critical' }, fingerprint: 'ahead' }
  const flood = Array.from({ length: 20 }, (_, index) => alert({ fingerprint: `flood-${index}` }))
  await send(group(alert(ahead, { impact_at: '2031-01-01T00:00:00Z' }), ...flood))
  await world.maya.asks('/incident the warehouse is dark p0', 'general')
  world.sandbox.faults.slackRateLimited = false
  await world.pass({ minutes: 1 })
  const told = world.maya.reads(place)
  const declaredAt = told.findIndex((text) => text.includes('the warehouse is dark'))
  expect([told.length, declaredAt]).toEqual([5, 3])
  const { incidents } = deps.config
  deps.config.incidents = {
    ...incidents,
    severities: incidents.severities.filter(({ level }) => level !== 'p0'),
  }
  const both = await Promise.all([world.maya, world.tomas].map((one) => one.asks('/incident from-alert 3')))
  expect(both.filter((said) => said.includes('is declared from alert 3'))).toHaveLength(1)
  const times = deps.db.selectFrom('incidents').select(['detected_at', 'impact_at']).where('id', '=', 2)
  expect(await times.executeTakeFirst()).toEqual({
    detected_at: new Date('2026-11-23T03:00:00Z'),
    impact_at: null,
  })
})

test('the sandbox’s monitor tells of a shop that is down, and of its end', async () => {
  const world = await openWorld()
  const { sandbox, bot, now } = world
  const monitor = startMonitor({
    probe: `${sandbox.url}/sites/shop.harbour.example/api/health`,
    failures: 2,
    window: 2,
    hook: `${bot.url}/hooks/alerts/monitor`,
    secret: sandbox.tokens.alerts,
    now,
  })
  const look = async () => {
    await monitor.look()
    await world.settle()
    return read(world.maya, place)
  }
  await look()
  sandbox.faults.siteFails = true
  await look()
  expect(await look()).toContain(':fire: *Alert 1 · Checkout fails* (P0)')
  sandbox.faults.siteFails = false
  await look()
  expect(await look()).toContain(':white_check_mark: *Alert 1 · Checkout fails*')
  monitor.stop()
})
