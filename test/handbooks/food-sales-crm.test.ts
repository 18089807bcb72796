import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { boundsTrouble } from '../../src/domain/check/number.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { openWorld } from '../world.ts'
import {
  after,
  alertOf,
  handbook,
  hour,
  incidentOf,
  minute,
  minutesToFire,
  named,
  pagesOf,
  planOf,
  timeToAlert,
} from './handbook.ts'

const config = handbook('food-sales-crm')
const { alerts } = config

test('Whether the data is sound is asked every hour, by questions that only read', () => {
  const questions = config.checks.flatMap((check) => (check.kind === 'sql' ? [check] : []))
  expect(questions.filter(({ every }) => every === hour).map(({ name }) => name)).toEqual([
    ...['orphaned-contacts', 'orphaned-opportunities', 'orphaned-interactions', 'dashboard-age'],
    ...['refresh-jobs', 'search-index', 'question-time', 'cleaning-due', 'people-leaving'],
  ])
  for (const { query, database } of questions) {
    expect(query).toMatch(/^select /)
    expect(config.databases[database]?.role).toBe('pilothouse_reader')
  }
  // What lists rows says where it ends, and passes over what was deleted softly.
  const listing = questions.filter(({ column }) => column === undefined)
  for (const { query } of listing) expect(query).toMatch(/limit 100$/)
  for (const { query } of questions.filter(({ name }) => name.startsWith('orphaned')))
    expect(query.match(/deleted_at is null/g)).toHaveLength(2)
})

test('One orphan, a question of 5 ms and a dashboard of an hour ago are trouble', () => {
  const trouble = (name: string, value: number) => {
    const check = named(config.checks, name)
    if (check.kind !== 'sql') throw new Error(check.kind)
    return boundsTrouble(value, check.expect)
  }
  expect([
    trouble('orphaned-contacts', 0),
    trouble('question-time', 4.9),
    trouble('dashboard-age', 59),
  ]).toEqual([...[null, null, null]])
  expect([
    trouble('orphaned-contacts', 1),
    trouble('question-time', 5),
    trouble('dashboard-age', 60),
  ]).not.toContain(null)
  expect(timeToAlert(config, 'dashboard-age').ms).toBe(10_000)
})

test('A tenth of a percent of failures is over the aim, and five percent grave', () => {
  const [aim, grave] = [named(alerts.rules, 'errors-over-aim'), named(alerts.rules, 'errors-grave')]
  expect([minutesToFire(aim, 0.2), minutesToFire(aim, 0.1), aim.level]).toEqual([0, null, 'warning'])
  expect([minutesToFire(grave, 5.1), minutesToFire(grave, 5), grave.level]).toEqual([0, null, 'critical'])
})

/** It is five in the afternoon in Chicago when they stop. */
const [atWork, atNight] = [after(13 * 60), after(0)]

test('While people work, every alert is acknowledged within five minutes, or whoever is on call is paged', () => {
  const warning = alertOf(config, 'warning')
  expect(pagesOf(config, warning, { from: atWork })).toEqual(['5: unanswered to who is on call'])
  expect(pagesOf(config, warning, { from: atWork, acknowledgedAt: 4 })).toEqual([])
  expect(pagesOf(config, warning, { from: atNight })).toEqual([])
})

test('An outage and more than 5% of errors are escalated at once, at any hour', () => {
  for (const fact of ['outage', 'errors'] as const)
    expect(pagesOf(config, alertOf(config, 'critical', [fact]), { from: atNight })).toEqual([
      '0: at-once to who is on call',
      '5: at-once to the user group @S0APPROVERS',
    ])
  expect(pagesOf(config, incidentOf(config, 'p0'))[0]).toBe('0: on-call to who is on call')
})

test('Leaving people, corrections of data and slowness have runbooks that come along', () => {
  for (const name of ['user-offboarding', 'manual-data-correction', 'performance-degradation'])
    expect(existsSync(`src/runbooks/${name}.md`)).toBe(true)
  expect(named(alerts.rules, 'errors-grave').runbook).toBe('performance-degradation')
})

test('A release needs somebody else’s word, and every incident but the least is written down', () => {
  expect(planOf(config, 'crm', 'production')).toMatchObject({ approvalsNeeded: 1, rollback: 'automatic' })
  expect(config.incidents.postmortem.severities).toEqual(['p0', 'p1', 'p2'])
  expect(config.objectives.uptime.usual).toBeCloseTo(0.999)
  expect(config.incidents.severities[0]).toMatchObject({ respondWithin: 5 * minute })
})

test('At night, a CRM that fails is found by its check and by its rule, and pages whoever is on call', async () => {
  const world = await openWorld({ config: onlyTheCrm })
  const { db } = world.bot.deps
  await world.settle()
  world.sandbox.faults.siteFails = true
  await world.pass({ minutes: 4 })
  const alerts = await db
    .selectFrom('alerts')
    .select(['name', 'service', 'level', 'facts'])
    .orderBy('name')
    .execute()
  expect(alerts).toEqual([
    { name: 'crm', service: 'crm', level: 'critical', facts: ['outage'] },
    { name: 'errors-grave', service: 'crm', level: 'critical', facts: ['errors'] },
    { name: 'errors-over-aim', service: 'crm', level: 'warning', facts: ['errors'] },
  ])
  const told = world.maya.reads('incidents').join('\n')
  expect(told).toContain('The share of failed looks at the check crm over 15 minutes is above 5%')
  expect(told).toContain('The check crm failed 3 times in a row')
  expect(await db.selectFrom('pages').select(['rule', 'step']).execute()).toEqual([
    { rule: 'at-once', step: 0 },
  ])
})

/** The handbook with the sandbox's site in place of its own, and no database. */
function onlyTheCrm(sample: TeamConfig): TeamConfig {
  const shop = named(sample.services, 'web')
  const check = named(config.checks, 'crm')
  if (shop.kind !== 'vercel' || check.kind !== 'http') throw new Error(check.kind)
  const url = `${shop.environments.production?.url}/api/health`
  const rules = alerts.rules.filter(({ metric }) => metric.kind === 'failure-rate')
  return {
    ...config,
    capacities: [],
    checks: [{ ...check, url, allowPrivate: true }],
    alerts: { ...alerts, rules },
  }
}
