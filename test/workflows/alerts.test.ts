import { expect, test } from 'vitest'
import type { AlertRule } from '../../src/domain/alert/rule.ts'
import { recordMeasurements } from '../../src/store/check/measurements.ts'
import { openWorld, type World } from '../world.ts'
import { read } from './incident-world.ts'

const place = 'incidents'

const poster =
  ({ bot, sandbox, settle }: World) =>
  async (name: string, status: 'firing' | 'resolved', labels: object = {}) => {
    const alert = {
      ...{ status, fingerprint: name, annotations: { summary: `${name} fails`, error_rate: '12.5' } },
      labels: { alertname: name, service: 'web', environment: 'prod', severity: 'critical', ...labels },
    }
    const body = JSON.stringify({ alerts: [alert] })
    const headers = { authorization: `Bearer ${sandbox.tokens.alerts}` }
    await fetch(`${bot.url}/hooks/alerts/monitor`, { method: 'POST', body, headers })
    await settle()
  }

const cardsOf = ({ maya }: World) => maya.reads(place).filter((text) => /Alert \d+ ·/.test(text))

test('An alert is taken care of, silenced and told again; those that begin with it stand on its card', async () => {
  const world = await openWorld({ isPaging: true })
  const { maya, tomas, jonas } = world
  const send = poster(world)
  await send('Checkout', 'firing')
  await send('Basket', 'firing', { severity: 'warning' })
  await send('Search', 'firing')
  expect(cardsOf(world)).toHaveLength(1)
  expect(read(maya, place)).toContain('2 alerts that began with it*, 2 of which still fire')
  const paged = tomas.reads('pilothouse').filter((text) => text.includes('You are paged'))
  expect(paged.map((text) => /Alert \d+/.exec(text)?.[0])).toEqual(['Alert 1'])

  expect(await maya.clicks('Diagnose', place)).toContain('looks at vercel of web in production')
  expect(await tomas.asks('/status ack 1')).toContain('You take care of alert 1 now.')
  expect(await jonas.asks('/status alerts')).toMatch(
    /3 alerts firing[\s\S]*\*2\* · Basket fails · warning · web in production[\s\S]*looks into it/,
  )
  expect(await jonas.asks('/status silence Checkot for 1h because of tests')).toContain(
    'Did you mean `Checkout`?',
  )
  expect(await jonas.asks('/status silence 1 because it is known')).toContain('for how long, 30d at most')
  expect(await tomas.asks('/status silence Checkout because the till moves for 20 minutes')).toContain(
    '`Checkout` is silenced until',
  )
  expect(cardsOf(world)[0]).toContain('*Silenced:* by <@U0TOMAS0001>')
  expect(await maya.asks('/status silences')).toContain('the till moves')

  await world.pass({ minutes: 21 })
  expect(maya.reads(place).join('\n')).toContain('Alert 1 · Checkout fails still fires')
  const again = tomas
    .reads('pilothouse')
    .filter((text) => text.includes('takes care of it') || text.includes('paged'))
  expect(again.length).toBeGreaterThan(paged.length)
  expect(await maya.asks('/status runbook 1')).toContain('No runbook fits alert 1.')
  expect(await maya.asks('/status over 2 because nobody measures it any more')).toContain('Alert 2 is over.')
  expect(await tomas.asks('/status declare 1')).toContain('Incident 1 is declared from alert 1')
  const attached = await world.bot.deps.db
    .selectFrom('alerts')
    .select(['id', 'incident_id'])
    .orderBy('id')
    .execute()
  expect(attached.map(({ incident_id }) => incident_id)).toEqual([1, null, 1])
  expect(await maya.asks('/status alert 1')).toMatch(/\*Incident:\* 1, in <#C/)
})

test('What comes and goes stays one alert and one card, and is said to flap', async () => {
  const world = await openWorld({ isPaging: true })
  const send = poster(world)
  for (let times = 0; times < 5; times += 1) {
    await send('Checkout', 'firing')
    await world.pass({ minutes: 5 })
    await send('Checkout', 'resolved')
    await world.pass({ minutes: 5 })
  }
  expect(cardsOf(world)).toHaveLength(1)
  expect(cardsOf(world)[0]).toContain('flapping: 5 times in 40 min')
  await send('Checkout', 'firing')
  const pages = await world.bot.deps.db.selectFrom('pages').select(['round', 'step']).execute()
  expect(new Set(pages.map(({ round, step }) => `${round}/${step}`)).size).toBe(pages.length)
  expect(pages.filter(({ round }) => round > 0)).toEqual([])
  await send('Checkout', 'resolved')
  await world.pass({ minutes: 61 })
  await send('Checkout', 'firing')
  expect(cardsOf(world)).toHaveLength(2)
  expect(cardsOf(world)[1]).toContain('Alert 2 · Checkout fails')
})

test('A rule fires after its time, ends after its hysteresis, and says when nobody knows', async () => {
  const world = await openWorld({ config: withRule })
  const { db, now } = world.bot.deps
  const measure = async (value: number, minutes = 1) => {
    await db.transaction().execute((trx) => recordMeasurements(trx, [{ series: 'pool', at: now(), value }]))
    await world.pass({ minutes })
  }
  await world.settle()
  await measure(95, 1)
  await measure(96, 1)
  expect(cardsOf(world)).toEqual([])
  await measure(97, 2)
  expect(read(world.maya, place)).toMatch(/:warning: \*Alert 1 · Pool is above 90\* · warning/)
  await measure(85, 3)
  expect(cardsOf(world)[0]).not.toContain('over after')
  await measure(70, 2)
  expect(cardsOf(world)[0]).toContain('over after')
  await world.pass({ minutes: 30 })
  expect(cardsOf(world).join('\n')).toContain('Nobody knows pool (rule pool-full)')
  await measure(60, 1)
  expect(cardsOf(world)[1]).toContain('over after')
})

function withRule(config: World['bot']['deps']['config']): World['bot']['deps']['config'] {
  const minute = 60_000
  const rule: AlertRule = {
    ...{ name: 'pool-full', metric: { kind: 'series', series: 'pool', freshFor: 5 * minute } },
    ...{ limit: { is: 'above', at: 90, clear: 80 }, for: 2 * minute, clearFor: 0, missingFor: 20 * minute },
    ...{ level: 'warning', service: null, environment: null, runbook: null, title: null },
  }
  return { ...config, alerts: { ...config.alerts, rules: [rule] } }
}
