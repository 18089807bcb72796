import { expect, test } from 'vitest'
import { judgeVariables, requiredVariables } from '../../src/domain/deployment/variables.ts'
import { findSeverity } from '../../src/domain/incident/severity.ts'
import {
  after,
  alertOf,
  day,
  handbook,
  hour,
  incidentOf,
  minute,
  minutesToFire,
  named,
  pagesOf,
  passed,
  plan,
  planOf,
} from './handbook.ts'

const config = handbook('restaurant-guide', { LARGE_MODEL_KEY: 'large-model-key-of-a-test' })
const { incidents, alerts } = config
const green = passed('test', 'build', 'typecheck')

test('A preview needs nobody, production one person other than who asked, and tests, build and types', () => {
  expect(planOf(config, 'site', 'preview')).toMatchObject({ approvalsNeeded: 0, isPreview: true })
  const found = planOf(config, 'site', 'production', { checks: green })
  expect(found).toMatchObject({ ref: 'main', approvalsNeeded: 1, approvers: { users: expect.any(Array) } })
  expect(found.steps).toEqual(['record', 'build', 'smoke', 'promote', 'check-live', 'watch'])
  expect(found.checklist.map(({ by }) => by)).toEqual(['way-back', 'variables', 'person'])
  const red = [...passed('test', 'build'), { name: 'typecheck', state: 'failed' as const }]
  expect(plan(config, 'site', 'production', { checks: red })).toMatchObject({ checks: ['typecheck'] })
})

test('The database is changed by a workflow of its own, which makes a copy first', () => {
  const found = planOf(config, 'database', 'production', { checks: green })
  expect(found).toMatchObject({ steps: ['record', 'run-workflow'], undo: ['rerun-workflow'] })
  expect(named(config.services, 'database')).toMatchObject({ inputs: { backup: 'yes' } })
})

test('Each environment needs its own key, none is deployed without, and secrets are due after a quarter', () => {
  const site = named(config.services, 'site')
  expect(requiredVariables(site, 'preview').at(-1)).toBe('SMALL_MODEL_KEY')
  expect(requiredVariables(site, 'production').at(-1)).toBe('LARGE_MODEL_KEY')
  if (site.kind !== 'vercel') throw new Error(site.kind)
  const listed = [{ name: 'LARGE_MODEL_KEY', updatedAt: after(-91 * 24 * 60) }]
  const facts = judgeVariables(
    requiredVariables(site, 'production'),
    site.variables.rotateAfter,
    listed,
    after(0),
  )
  expect(facts.due).toEqual([{ name: 'LARGE_MODEL_KEY', age: 91 * day, dueAfter: 90 * day }])
  expect(plan(config, 'site', 'production', { checks: green, variables: facts })).toMatchObject({
    refused: 'variables-missing',
    names: ['NEXT_PUBLIC_SUPABASE_URL', 'NEXT_PUBLIC_SUPABASE_ANON_KEY', 'NEXT_PUBLIC_APP_NAME'],
  })
})

test('Four numbers have a bound and an aim, at which they count as well again', () => {
  const bounds = alerts.rules.flatMap(({ name, limit }) =>
    limit && limit.clear !== limit.at ? [`${name} ${limit.at}, well at ${limit.clear}`] : [],
  )
  expect(bounds).toEqual([
    'slow 2000, well at 500',
    'failing 5, well at 1',
    'wine-waiter-slow 10000, well at 5000',
    'many-connections 80, well at 50',
  ])
  expect(minutesToFire(named(alerts.rules, 'many-connections'), 81)).toBe(0)
  expect(minutesToFire(named(alerts.rules, 'wine-waiter-slow'), 9000)).toBe(null)
})

test('Its health is asked for what it says, and a free plan that fills up is told', () => {
  expect(named(config.checks, 'health')).toMatchObject({ status: [200], json: { status: 'healthy' } })
  expect(minutesToFire(named(alerts.rules, 'capacity-database-size-above-80'), 81)).toBe(60)
  expect(named(alerts.rules, 'capacity-bandwidth-above-80').title).toContain('Take the next plan')
})

test('Severities have names of their own, the usual ones are understood, and each has its time to answer', () => {
  const words = ['sev1', 'P1', 'medium', 'sev4']
  expect(words.map((word) => findSeverity(incidents, word)?.level)).toEqual(['sev1', 'sev2', 'sev3', 'sev4'])
  expect(incidents.severities.map(({ respondWithin }) => respondWithin)).toEqual([
    ...[5 * minute, hour, day, null],
  ])
  expect(incidents.defaultSeverity).toBe('sev2')
  expect(alerts.levels.critical.severity).toBe('sev1')
})

test('The channel is asked first, and people by name once the time of that level is over', () => {
  expect(pagesOf(config, incidentOf(config, 'sev1'))).toEqual([
    '0: everybody to everybody in its channel',
    '5: everybody to @U0PRIYA0001, @U0TOMAS0001',
  ])
  expect(pagesOf(config, incidentOf(config, 'sev2')).at(-1)).toContain('60: everybody')
  expect(pagesOf(config, incidentOf(config, 'sev3'))).toEqual([])
  expect(pagesOf(config, alertOf(config, 'critical', ['errors']))).toEqual([
    '0: down to @U0PRIYA0001',
    '15: down to @U0TOMAS0001',
  ])
})
