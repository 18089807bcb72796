import { expect, test } from 'vitest'
import { targetFor } from '../../src/domain/incident/incident-metrics.ts'
import { uptimeTarget } from '../../src/domain/status/objectives.ts'
import {
  alertOf,
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
  timeToAlert,
} from './handbook.ts'

const config = handbook('contact-finder', {
  MAIL_LOOKUP_KEY: 'mail-lookup-key-of-a-test',
  MAIL_CHECK_KEY: 'mail-check-key-of-a-test',
  PLACES_KEY: 'places-key-of-a-test',
})
const green = passed('test', 'contract-test', 'migration-check')

test('Functions go live one after the other without a login, are called as a person would, and watched for five minutes', () => {
  const functions = named(config.services, 'functions')
  if (functions.kind !== 'supabase-functions') throw new Error(functions.kind)
  expect(functions.order).toBe('one-by-one')
  expect(functions.functions.map(({ slug, verifyJwt }) => `${slug} ${verifyJwt}`)).toEqual([
    'find-companies false',
    'enrich-contacts false',
    'export-list false',
  ])
  expect(functions.smoke.every(({ session }) => session?.email.startsWith('smoke@'))).toBe(true)
  expect(functions.watch?.duration).toBe(5 * minute)
  const found = planOf(config, 'functions', 'production', { checks: green })
  expect(found.steps).toEqual(['record', 'snapshot', 'bundle', 'activate', 'call-functions', 'watch'])
  expect(found).toMatchObject({ approvalsNeeded: 1, rollback: 'automatic', undo: ['restore-functions'] })
  expect(found.candidates).toEqual(['U0TOMAS0001', 'U0PRIYA0001'])
})

test('The checklist is ticked by machines where they can see it, and two boxes are left for people', () => {
  const { checklist } = planOf(config, 'functions', 'production', { checks: green })
  expect(checklist.map(({ by }) => by)).toEqual([
    ...['check', 'check', 'reviewed', 'check', 'way-back', 'variables', 'person', 'person'],
  ])
  expect(checklist.every((item) => item.by === 'person' || item.state === 'passed')).toBe(true)
  expect(plan(config, 'functions', 'production', { checks: passed('test') })).not.toHaveProperty('refused')
  const untried = [...passed('test', 'contract-test'), { name: 'migration-check', state: 'failed' as const }]
  expect(plan(config, 'functions', 'production', { checks: untried })).toMatchObject({
    refused: 'checklist-failed',
    items: [{ item: 'Changes of the database were tried on a copy' }],
  })
  expect(
    plan(config, 'web', 'production', { checks: green, review: { pull: 9, approvedBy: [], objectedBy: [] } }),
  ).toMatchObject({ refused: 'checklist-failed', items: [{ item: 'Somebody has reviewed the code' }] })
})

test('Faults are looked for elsewhere, with another branch, and nobody’s word', () => {
  const { ref, approvals } = named(config.environments, 'troubleshooting')
  expect({ ref, required: approvals.required }).toEqual({ ref: 'develop', required: 0 })
  expect(planOf(config, 'functions', 'troubleshooting').approvalsNeeded).toBe(0)
})

test('Everything is looked at every five minutes, and a failure is told within the five that a P0 has', () => {
  expect(new Set(config.checks.map(({ every }) => every))).toEqual(new Set([5 * minute]))
  expect(timeToAlert(config, 'site')).toEqual({ ms: 10_000, looks: 2 })
  const kinds = Object.groupBy(config.checks, ({ kind }) => kind)
  expect(Object.entries(kinds).map(([kind, some]) => `${some.length} ${kind}`)).toEqual([
    ...['1 function', '1 database', '1 vercel', '1 supabase-health', '3 third-party', '2 mcp'],
  ])
})

test('More than 5% of errors for five minutes are a P0', () => {
  const rule = named(config.alerts.rules, 'functions-fail')
  expect([minutesToFire(rule, 12), minutesToFire(rule, 5)]).toEqual([5, null])
  expect(config.alerts.levels[rule.level].severity).toBe('p0')
})

test('A P0 calls people in after half an hour, acknowledged or not; what is grave, at once', () => {
  const p0 = incidentOf(config, 'p0')
  expect(pagesOf(config, p0)).toEqual([
    '0: on-call to who is on call',
    '5: on-call to everybody in its channel',
    '30: over-time to the user group @S0APPROVERS',
  ])
  expect(pagesOf(config, p0, { acknowledgedAt: 2 })).toEqual([
    '0: on-call to who is on call',
    '30: over-time to the user group @S0APPROVERS',
  ])
  expect(pagesOf(config, { ...p0, state: 'monitoring' }, { acknowledgedAt: 2 })).toHaveLength(1)
  const p3 = incidentOf(config, 'p3')
  const atOnce = ['0: grave to the user group @S0APPROVERS']
  expect(pagesOf(config, { ...p3, title: 'A migration failed on production' })).toEqual(atOnce)
  expect(pagesOf(config, { ...p3, facts: ['security'] })).toEqual(atOnce)
  expect(pagesOf(config, { ...p3, facts: ['cost'] })).toEqual(atOnce)
  expect(pagesOf(config, p3)).toEqual([])
})

test('Finance hears of four fifths of the budget, people of half as much again, and whoever is on call of neither', () => {
  expect(config.costs.map(({ name, budget }) => `${name} ${budget}`)).toEqual([
    ...['database 50', 'site 20', 'sources 200', 'everything 270'],
  ])
  const budget = named(config.alerts.rules, 'cost-everything-budget')
  const overrun = named(config.alerts.rules, 'cost-everything-overrun')
  expect([minutesToFire(budget, 81), minutesToFire(budget, 80), budget.level]).toEqual([0, null, 'warning'])
  expect([minutesToFire(overrun, 151), minutesToFire(overrun, 150), overrun.level]).toEqual([
    ...[0, null, 'critical'],
  ])
  expect(pagesOf(config, alertOf(config, 'warning', ['cost']))).toEqual(['0: budget to finance'])
  expect(pagesOf(config, alertOf(config, 'critical', ['cost']))).toEqual([
    '0: budget to finance',
    '0: overspent to the user group @S0APPROVERS',
  ])
})

test('The pool grows after an hour over 80% and shrinks after a day under 40%; quotas are told at four fifths', () => {
  const grow = named(config.alerts.rules, 'capacity-connections-above-80')
  const shrink = named(config.alerts.rules, 'capacity-connections-below-40')
  expect([minutesToFire(grow, 85), minutesToFire(grow, 80)]).toEqual([60, null])
  expect([minutesToFire(shrink, 30), minutesToFire(shrink, 40)]).toEqual([24 * 60, null])
  expect(named(config.capacities, 'mail-lookups').limit).toBe(500)
  expect(minutesToFire(named(config.alerts.rules, 'capacity-mail-lookups-above-80'), (100 * 401) / 500)).toBe(
    0,
  )
  expect(minutesToFire(named(config.alerts.rules, 'capacity-bandwidth-above-80'), 81)).toBe(0)
})

test('What is promised: 99.9% of uptime, a P0 noticed in 5 minutes and over in 30, told every 15, reviewed within 48 hours', () => {
  const { incidents } = config
  expect(uptimeTarget(config.objectives, 'web')).toBeCloseTo(0.999)
  expect([targetFor(incidents, 'detect', 'p0'), targetFor(incidents, 'repair', 'p0')]).toEqual([
    5 * minute,
    30 * minute,
  ])
  expect(incidents.severities[0]).toMatchObject({ level: 'p0', updateEvery: 15 * minute })
  expect(incidents.issue).toEqual({ repository: 'contact-finder/app', labels: ['incident'] })
  expect(incidents.postmortem).toMatchObject({ folder: 'docs/incidents', reviewWithin: 48 * hour })
})
