import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createMetrics } from '../../src/web/metrics/metrics.ts'
import { metricsRoutes } from '../../src/web/metrics/routes.ts'
import { openIncident } from '../workflows/incident-world.ts'
import type { World } from '../world.ts'
import { oneCheck } from './one-check.ts'
import { parseOpenMetrics, type Sample } from './openmetrics.ts'

async function scrape({ bot }: World, headers: Record<string, string> = {}): Promise<Sample[]> {
  const answer = await fetch(`${bot.url}/metrics`, { headers })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  ])
  return parseOpenMetrics(await answer.text())
}

const read = (samples: readonly Sample[], name: string, labels: Record<string, string> = {}) =>
  samples.find(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value

test('metrics tell of the process, its calls, its answers, and what it looks after; what nobody knows is absent', async () => {
  const world = await openIncident(oneCheck)
  const first = await scrape(world)
  expect(read(first, 'pilothouse_check_up', { check: 'shop-front' })).toBe(1)
  expect(read(first, 'pilothouse_check_latency_seconds_count', { check: 'shop-front' })).toBe(1)
  expect(read(first, 'pilothouse_incidents_open', { severity: 'p0' })).toBe(1)
  expect(read(first, 'pilothouse_incidents_open', { severity: 'p2' })).toBe(0)
  expect(read(first, 'pilothouse_answer_duration_seconds_count', { command: 'incident' })).toBe(1)
  expect(
    read(first, 'pilothouse_outside_call_duration_seconds_count', { service: 'slack', result: 'ok' }),
  ).toBeGreaterThan(3)
  expect(read(first, 'pilothouse_jobs', { queue: 'deliver', state: 'dead' })).toBe(0)
  expect(read(first, 'process_resident_memory_bytes')).toBeGreaterThan(1e7)
  world.sandbox.faults.siteFails = true
  await world.maya.asks('/deploy docs production')
  await world.pass({ minutes: 2 })
  await world.maya.asks('/deploy worker staging')
  const then = await scrape(world)
  expect(read(then, 'pilothouse_check_up', { check: 'shop-front' })).toBe(0)
  expect(read(then, 'pilothouse_alerts_firing', { level: 'critical' })).toBe(1)
  expect(read(then, 'pilothouse_update_promises_total', { state: 'held' })).toBe(1)
  expect(read(then, 'pilothouse_outside_call_duration_seconds_count', { service: 'github' })).toBeGreaterThan(
    0,
  )
  expect(read(then, 'pilothouse_deployments_total', { result: 'refused' })).toBe(1)
  expect(read(then, 'pilothouse_deployments_active', { service: 'worker' })).toBe(1)
  await world.bot.deps.db
    .updateTable('checks')
    .set({ looked_at: new Date(0) })
    .execute()
  expect(read(await scrape(world), 'pilothouse_check_up', { check: 'shop-front' })).toBeUndefined()
  expect(
    (await fetch(`${world.bot.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status,
  ).toBe(401)

  const metrics = createMetrics()
  onTestFinished(() => metrics.stop())
  const counts = { deps: world.bot.deps, jobs: async () => [] }
  const guarded = metricsRoutes({ metrics, counts, token: 'a-token-for-metrics' })
  const statusOf = async (authorization: string) =>
    (await guarded.request('/', { headers: { authorization } })).status
  expect(await statusOf('Bearer a-token-for-metrics')).toBe(200)
  for (const wrong of ['', 'Bearer a-token-for-metric', 'Bearer', 'Basic a-token-for-metrics'])
    expect([wrong, await statusOf(wrong)]).toEqual([wrong, 401])

  const names = new Set(then.map(({ name }) => name))
  for (const expression of dashboardExpressions())
    for (const [name] of expression.matchAll(/\b(?:pilothouse|process|nodejs)_\w+/g))
      expect(names, expression).toContain(name)
})

const dashboard = z.object({
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })).min(1) })),
})

/** Of the dashboard for Grafana that lies beside the code. */
function dashboardExpressions(): string[] {
  return dashboard
    .parse(JSON.parse(readFileSync('src/web/metrics/grafana.json', 'utf8')))
    .panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
}
