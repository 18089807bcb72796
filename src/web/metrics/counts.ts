import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  type OpenMetricsContentType,
  type Registry,
} from 'prom-client'
import { alertLevels } from '../../domain/check/check.ts'
import { type Rollup, startOfPeriod } from '../../domain/check/rollup.ts'
import { activeStates } from '../../domain/deployment/deployment.ts'
import { sightOf } from '../../domain/page/component.ts'
import type { Deps } from '../../ports.ts'
import { loadChecks } from '../../store/check/checks.ts'
import { loadRollups } from '../../store/check/samples.ts'
import {
  countDeployments,
  countFiringAlerts,
  countOpenIncidents,
  countPromises,
} from '../../store/page/counts.ts'
import { LatencyHistogram } from './latency.ts'

type Own = Registry<OpenMetricsContentType>
type Labels = Record<string, string>
type Value = { labels: Labels; value: number }

type Jobs = { queue: string; due: number; later: number; running: number; dead: number }
export type Counts = { deps: Pick<Deps, 'config' | 'db' | 'now'>; jobs: () => Promise<Jobs[]> }

/** What is read anew from the process and the database for every answer. What nobody knows is left out. */
export function countEverything(registry: Own, counts: Counts): void {
  collectDefaultMetrics({ register: registry })
  const gauge: Add = (name, help, labelNames, values) =>
    measured(registry, { name: `pilothouse_${name}`, help, labelNames }, values)
  const counter: Add = (name, help, labelNames, values) =>
    counted(registry, { name: `pilothouse_${name}_total`, help, labelNames }, values)
  countWork(counts, gauge, counter)
  countTrouble(counts, gauge, counter)
  countChecks(registry, counts.deps, gauge)
}

type Add = (name: string, help: string, labelNames: string[], values: () => Promise<Value[]>) => void

const isActive = (state: string): boolean => activeStates.some((active) => active === state)

function countWork({ deps, jobs }: Counts, gauge: Add, counter: Add): void {
  gauge(
    'jobs',
    'Jobs by queue: due now, ordered for later, being done, laid aside',
    ['queue', 'state'],
    async () =>
      (await jobs()).flatMap(({ queue, ...states }) =>
        Object.entries(states).map(([state, value]) => ({ labels: { queue, state }, value })),
      ),
  )
  const place = ['service', 'environment']
  counter('deployments', 'Deployments that ended, by how', [...place, 'result'], async () =>
    (await countDeployments(deps.db))
      .filter(({ state }) => !isActive(state))
      .map(({ count: value, state: result, ...where }) => ({ labels: { ...where, result }, value })),
  )
  gauge('deployments_active', 'Deployments that have not ended, by state', [...place, 'state'], async () =>
    (await countDeployments(deps.db))
      .filter(({ state }) => isActive(state))
      .map(({ count: value, ...labels }) => ({ labels, value })),
  )
}

function countTrouble({ deps: { db, config } }: Counts, gauge: Add, counter: Add): void {
  const levels = config.incidents.severities.map(({ level }) => level)
  gauge('incidents_open', 'Open incidents by severity, without drills', ['severity'], async () =>
    withZeros(await countOpenIncidents(db), 'severity', levels),
  )
  counter('update_promises', 'Promises of a status update, by what became of them', ['state'], async () =>
    withZeros(
      (await countPromises(db)).filter(({ state }) => settled.includes(state)),
      'state',
      settled,
    ),
  )
  gauge('alerts_firing', 'Firing alerts by level', ['level'], async () =>
    withZeros(await countFiringAlerts(db), 'level', alertLevels),
  )
}

const settled = ['kept', 'late', 'held']

function countChecks(registry: Own, { config, db, now }: Counts['deps'], gauge: Add): void {
  const names = config.checks.map(({ name }) => name)
  gauge(
    'check_up',
    '1 where a check is up, 0 where it is not; absent where that is not known',
    ['check', 'service', 'environment'],
    async () => {
      const stored = await loadChecks(db, names)
      return config.checks.flatMap((check) => {
        const { name, service = '', environment = '' } = check
        const is = sightOf({ ...check, seen: stored.get(name) ?? null }, now())
        return is === 'unknown'
          ? []
          : [{ labels: { check: name, service, environment }, value: is === 'up' ? 1 : 0 }]
      })
    },
  )
  gauge('check_last_look_timestamp_seconds', 'When a check was last looked at', ['check'], async () =>
    [...(await loadChecks(db, names)).values()].flatMap(({ name, lookedAt }) =>
      lookedAt ? [{ labels: { check: name }, value: lookedAt.getTime() / 1000 }] : [],
    ),
  )
  new LatencyHistogram(registry, async () => {
    const from = startOfPeriod('day', now())
    const until = new Date(from.getTime() + 1)
    const rollups = await loadRollups(db, 'day', { names, from, until }).catch(
      () => new Map<string, Rollup[]>(),
    )
    return new Map([...rollups].flatMap(([name, [today]]) => (today ? [[name, today]] : [])))
  })
}

/** What there is none of is 0, and not absent. */
function withZeros<Key extends string>(
  rows: readonly (Record<Key, string> & { count: number })[],
  key: Key,
  known: readonly string[],
): Value[] {
  const missing = known.filter((word) => !rows.some((row) => row[key] === word))
  return [
    ...rows.map((row) => ({ labels: { [key]: row[key] }, value: row.count })),
    ...missing.map((word) => ({ labels: { [key]: word }, value: 0 })),
  ]
}

/** While the database is away the process can still be watched. */
const nothing = (): Value[] => []

type Shape = { name: string; help: string; labelNames: string[] }

function measured(registry: Own, shape: Shape, values: () => Promise<Value[]>): void {
  new Gauge({
    ...shape,
    registers: [registry],
    async collect() {
      const read = await values().catch(nothing)
      this.reset()
      for (const { labels, value } of read) this.set(labels, value)
    },
  })
}

/** Counted in the database, where it only grows. */
function counted(registry: Own, shape: Shape, values: () => Promise<Value[]>): void {
  new Counter({
    ...shape,
    registers: [registry],
    async collect() {
      const read = await values().catch(nothing)
      this.reset()
      for (const { labels, value } of read) this.inc(labels, value)
    },
  })
}
