import { expect, test } from 'vitest'
import { freezeAgainst } from '../../src/domain/gate/freeze.ts'
import { judgeReadiness } from '../../src/domain/status/readiness.ts'
import {
  after,
  alertOf,
  day,
  handbook,
  hour,
  incidentOf,
  minutesToFire,
  named,
  pagesOf,
  passed,
  plan,
  planOf,
} from './handbook.ts'

const config = handbook('tenant-platform', {
  MODELS_KEY: 'models-key-of-a-test',
  SPEECH_KEY: 'speech-key-of-a-test',
  FLAGS_DATABASE_URL: 'postgres://flags:password-of-a-test@127.0.0.1:1/app',
})
const { alerts, incidents } = config
const green = passed('test', 'tenant-isolation', 'security')

test('A release reaches a tenth for two hours, half for four, then everybody, and is judged in between', () => {
  const found = planOf(config, 'web', 'production', { checks: green })
  expect(found.stages).toEqual([
    { percent: 10, for: 2 * hour },
    { percent: 50, for: 4 * hour },
  ])
  expect(found.steps).toEqual([
    ...['record', 'build', 'smoke', 'enter-stage:0', 'watch-stage:0', 'enter-stage:1', 'watch-stage:1'],
    ...['enter-stage:2', 'check-live', 'watch'],
  ])
  expect(found).toMatchObject({ approvalsNeeded: 2, rollback: 'automatic' })
  expect(found.checklist.map(({ by }) => by)).toEqual(['reviewed', 'way-back', 'person'])
})

test('What reaches into another organisation is never released', () => {
  const leaky = [...passed('test', 'security'), { name: 'tenant-isolation', state: 'failed' as const }]
  for (const environment of ['production', 'staging'])
    expect(plan(config, 'functions', environment, { checks: leaky })).toMatchObject({
      refused: 'checks-failed',
      checks: ['tenant-isolation'],
    })
  expect(planOf(config, 'functions', 'scratch', { checks: leaky }).approvalsNeeded).toBe(0)
})

test('There are three environments, each with its branch', () => {
  expect(config.environments.map(({ name, ref }) => `${name} ${ref}`)).toEqual([
    ...['scratch main', 'staging staging', 'production main'],
  ])
})

test('Production is released on Tuesday mornings; staging always, and a hotfix by those on call', () => {
  const { freezes } = config
  const at = (text: string) => new Date(`2026-11-${text}:00Z`)
  const place = { service: 'web', environment: 'production' }
  expect(freezeAgainst(freezes, place, [], at('23T10:00'))).toEqual({
    name: 'Between weekly releases',
    until: at('24T09:00'),
  })
  expect(freezeAgainst(freezes, place, [], at('24T10:00'))).toBe(null)
  expect(freezeAgainst(freezes, place, [], at('24T11:00'))?.until).toEqual(new Date('2026-12-01T09:00:00Z'))
  expect(freezeAgainst(freezes, { ...place, environment: 'staging' }, [], at('23T10:00'))).toBe(null)
  expect(freezes[0]?.exceptGroup).toBe('S0ONCALL001')
})

test('A feature is switched off where flags are kept, and speech is done without', () => {
  expect(config.flags.production).toMatchObject({
    kind: 'postgres',
    nameColumn: 'key',
    valueColumn: 'enabled',
  })
  expect(named(config.integrations, 'speech').switch).toEqual({ by: 'flag', flag: 'speech-enabled' })
})

test.each([
  ['latency-critical', 1001, 1000, 5, 'critical'],
  ['latency-warning', 501, 500, 10, 'warning'],
  ['errors-critical', 5.1, 5, 5, 'critical'],
  ['errors-warning', 1.1, 1, 10, 'warning'],
  ['queue-critical', 5001, 5000, 10, 'critical'],
  ['queue-warning', 1001, 1000, 15, 'warning'],
  ['given-up', 51, 50, 0, 'warning'],
  ['more-workers-queue', 501, 500, 60, 'info'],
  ['more-workers-time', 61, 60, 15, 'info'],
  ['more-workers-dead', 101, 100, 0, 'info'],
  ['capacity-connections-above-80', 81, 80, 60, 'warning'],
  ['capacity-storage-above-80', 81, 80, 60, 'warning'],
  ['capacity-processor-above-70', 71, 70, 0, 'warning'],
])('%s fires at %d and not at %d, after %d minutes, as %s', (name, beyond, within, minutes, level) => {
  const rule = named(alerts.rules, name)
  expect(minutesToFire(rule, beyond)).toBe(minutes)
  expect(minutesToFire(rule, within)).toBe(null)
  expect(rule.level).toBe(level)
})

test('The length of the queue is kept and is no fault by itself; only rules judge it', () => {
  const check = named(config.checks, 'queue-depth')
  expect(check.kind === 'sql' && check.expect).toEqual({})
})

test('What is critical wakes somebody, what warns or informs does not, and security calls people in', () => {
  expect(pagesOf(config, alertOf(config, 'critical'))).toEqual([
    '0: critical to who is on call',
    '10: critical to the user group @S0APPROVERS',
  ])
  expect([
    ...pagesOf(config, alertOf(config, 'warning')),
    ...pagesOf(config, alertOf(config, 'info')),
  ]).toEqual([])
  const leak = { ...incidentOf(config, 'p2'), title: 'One tenant sees a leak of another' }
  expect(pagesOf(config, leak, { acknowledgedAt: 0 })).toEqual(['0: security to the user group @S0APPROVERS'])
})

test('Readiness is scored by area, most important first; what nobody vouched for lately is missing', () => {
  const guarded = { item: 'guarded', by: 'U0PRIYA0001', at: after(0), because: 'I read them all' }
  const judged = (now: Date) =>
    judgeReadiness(
      config.readiness,
      new Map([['rollback', { is: 'met', why: 'a rollback was verified' }]]),
      new Map([['guarded', guarded]]),
      now,
    ).areas.map(({ area, score }) => `${area} ${score.met} of ${score.of}`)
  expect(judged(after(60))).toEqual([
    'tenant-isolation 1 of 4',
    'scalability 0 of 3',
    'observability 0 of 5',
    'reliability 1 of 4',
  ])
  expect(judged(new Date(after(0).getTime() + 90 * day))[0]).toBe('tenant-isolation 0 of 4')
})

test('What may go wrong is rehearsed', () => {
  expect(incidents.drills.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['database-fails-over', 'speech-is-down']),
  )
})
