import { expect, test } from 'vitest'
import { monitoringOf } from '../../src/domain/incident/monitoring.ts'
import { findSeverity } from '../../src/domain/incident/severity.ts'
import { declaredAt, incident, inSeconds } from '../domain/incidents.ts'
import {
  alertOf,
  handbook,
  hour,
  minute,
  minutesToFire,
  named,
  pagesOf,
  passed,
  plan,
  planOf,
  timeToAlert,
} from './handbook.ts'

const config = handbook('lead-desk', {
  MAIL_LOOKUP_KEY: 'mail-lookup-key-of-a-test',
  PLACES_KEY: 'places-key-of-a-test',
})
const { incidents, alerts } = config
const green = passed('lint', 'test', 'build', 'api-tests')

test('Nothing is deployed before lint, tests, build and the tests of the API have passed on that commit', () => {
  const found = planOf(config, 'functions', 'production', { checks: passed('lint') })
  expect(found.facts.checks).toContainEqual({ name: 'api-tests', state: 'missing' })
  const red = [...passed('lint', 'test', 'build'), { name: 'api-tests', state: 'failed' as const }]
  expect(plan(config, 'functions', 'production', { checks: red })).toMatchObject({
    refused: 'checks-failed',
    checks: ['api-tests'],
  })
})

test('Sites and functions are watched and go back by themselves, and who may call what stays as it is', () => {
  const web = planOf(config, 'web', 'production', { checks: green })
  expect(web).toMatchObject({ rollback: 'automatic', undo: ['restore-frontend', 'check-restored'] })
  expect(web.steps.at(-1)).toBe('watch')
  const site = named(config.services, 'web')
  expect(site.kind === 'vercel' && site.smoke[0]).toMatchObject({
    within: 2000,
    headers: { 'cache-control': 'public' },
  })
  const functions = named(config.services, 'functions')
  expect(functions.kind === 'supabase-functions' && functions.functions.map((one) => one.verifyJwt)).toEqual([
    ...[false, true, false, true],
  ])
})

test('Three failures in a row are an alert after ten minutes, confirmed by a second look; a lost database at once', () => {
  expect(timeToAlert(config, 'find-leads')).toMatchObject({ looks: 4 })
  const { ms } = timeToAlert(config, 'find-leads')
  expect(ms).toBe(10 * minute)
  expect(timeToAlert(config, 'database')).toEqual({ ms: 10_000, looks: 2 })
})

test('What is slower than usual is said, each by its own measure', () => {
  const slow = config.checks.flatMap((check) =>
    'slowerThan' in check && check.slowerThan ? [`${check.name} ${check.slowerThan}`] : [],
  )
  expect(slow).toEqual([
    ...['site 2000', 'sign-in 500', 'find-leads 5000', 'enrich 3000', 'export 2000', 'database 100'],
  ])
})

test('One function that fails 1% of its calls is told, and so are 5 seconds and 5% of a partner’s calls', () => {
  for (const name of ['find-leads', 'find-leads-now', 'enrich', 'export']) {
    const rule = named(alerts.rules, `${name}-fails`)
    expect(rule.metric).toMatchObject({ value: 'error-rate', function: name })
    expect([minutesToFire(rule, 1.1), minutesToFire(rule, 1)]).toEqual([0, null])
  }
  const slow = named(alerts.rules, 'functions-slow')
  expect([minutesToFire(slow, 5001), minutesToFire(slow, 5000)]).toEqual([0, null])
  const partner = named(alerts.rules, 'mail-lookup-fails')
  expect(partner).toMatchObject({ metric: { over: hour }, runbook: 'third-party-outage' })
  expect([minutesToFire(partner, 5.1), minutesToFire(partner, 5)]).toEqual([0, null])
})

test('Quality has bounds: 95% of searches, 99% of exports, 15 cents a search; cost is told at half as much again', () => {
  const bounds = config.checks.flatMap((check) => (check.kind === 'sql' ? [[check.name, check.expect]] : []))
  expect(Object.fromEntries(bounds)).toEqual({
    'searches-succeed': { above: 95 },
    'exports-succeed': { above: 99 },
    'price-of-a-search': { below: 15 },
  })
  const unusual = named(alerts.rules, 'cost-sources-unusual')
  expect([minutesToFire(unusual, 151), minutesToFire(unusual, 150)]).toEqual([0, null])
})

test('A partner that fails is switched off, and comes back once it answers', () => {
  expect(named(config.integrations, 'mail-lookup')).toMatchObject({
    switch: { by: 'secret', secret: 'MAIL_LOOKUP_ENABLED', on: 'true', off: 'false' },
    check: { url: 'https://api.mail-lookup.example/v1/health', status: 200 },
  })
})

test('There are three classes, by their own words', () => {
  expect(incidents.severities.map(({ name }) => name)).toEqual(['Critical', 'High', 'Medium'])
  expect(['critical', 'HIGH', 'medium', 'low'].map((word) => findSeverity(incidents, word)?.level)).toEqual([
    ...['p0', 'p1', 'p2', undefined],
  ])
})

test('A fix is watched for half an hour, and a critical incident ends with a post-mortem', () => {
  const watched = incident({ severity: 'p2', state: 'monitoring', mitigatedAt: declaredAt })
  expect(monitoringOf(watched, incidents, inSeconds(29 * 60))).toEqual({
    is: 'under-way',
    until: inSeconds(30 * 60),
  })
  expect(monitoringOf(watched, incidents, inSeconds(30 * 60))).toMatchObject({ is: 'over' })
  expect(incidents.postmortem).toMatchObject({ severities: ['p0', 'p1'], repository: 'lead-desk/app' })
  expect(config.diagnostics).toMatchObject({
    reports: { repository: 'lead-desk/app', folder: 'reports/diagnostics' },
    testUser: { email: 'smoke@lead-desk.example' },
  })
})

test('An outage that is confirmed pages whoever is on call, and the approvers where nobody answers', () => {
  expect(pagesOf(config, alertOf(config, 'critical', ['outage']))).toEqual([
    '0: outage to who is on call',
    '15: outage to the user group @S0APPROVERS',
  ])
  expect(pagesOf(config, alertOf(config, 'warning'))).toEqual([])
})
