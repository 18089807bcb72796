import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { boundsTrouble } from '../../src/domain/check/number.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { configuredQueries } from '../../src/workflows/data/configured.ts'
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
} from './handbook.ts'

const config = handbook('food-sales-crm', {
  APP_WRITER_URL: 'postgres://writer:password-of-a-test@127.0.0.1:1/app',
})
const { alerts } = config

test('Whether the data is sound is asked every hour, by questions that only read and end', () => {
  const { role, health } = config.databases.crm ?? {}
  if (!health) throw new Error('Nothing is looked for in the database.')
  expect({ role, every: health.every }).toEqual({ role: 'pilothouse_reader', every: hour })
  expect(configuredQueries(health).map(({ name }) => name)).toEqual([
    'materialized-views',
    'freshness:dashboard_numbers',
    'orphans:opportunity_products.product_id',
    ...['organizations', 'contacts', 'products', 'opportunities', 'interactions'].map(
      (table) => `soft-deleted:${table}`,
    ),
    'user-deletions',
  ])
  const lists = health.queries.filter(({ column }) => column === undefined)
  expect(lists.map(({ name }) => name)).toEqual([
    ...['contacts-without-organization', 'opportunities-without-organization'],
    'interactions-without-contact',
  ])
  for (const { sql } of lists) {
    expect(sql).toMatch(/limit 100$/)
    expect(sql.match(/deleted_at is null/g)).toHaveLength(2)
  }
})

test('One lost record and a usual question of 5 ms are trouble, with what to do', () => {
  const { queries = [] } = config.databases.crm?.health ?? {}
  const lost = named(queries, 'contacts-without-organization')
  expect([boundsTrouble(0, lost.expect), boundsTrouble(1, lost.expect)]).toEqual([null, expect.any(String)])
  const usual = named(queries, 'usual-question')
  expect([boundsTrouble(4.9, usual.expect), boundsTrouble(5, usual.expect)]).toEqual([
    null,
    expect.any(String),
  ])
  for (const { advice } of queries) expect(advice).toMatch(/as the runbook [a-z-]+ says$/)
  const old = named(alerts.rules, 'dashboard-old')
  expect([minutesToFire(old, 4.1), minutesToFire(old, 4), old.missingFor]).toEqual([0, null, 3 * hour])
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
  expect(config.databases.crm?.writeUrl).toContain('writer')
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
    databases: {},
    checks: [{ ...check, url, allowPrivate: true }],
    alerts: { ...alerts, rules },
  }
}
