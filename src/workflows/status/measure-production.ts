import { subDays } from 'date-fns/subDays'
import type { CheckPolicy } from '../../domain/check/check.ts'
import { type Rollup, startOfPeriod, summed } from '../../domain/check/rollup.ts'
import type { Measured } from '../../domain/incident/incident-metrics.ts'
import type { Period } from '../../domain/period.ts'
import { type Delivery, deliveryOf } from '../../domain/status/delivery.ts'
import { type ErrorBudget, errorBudget, uptimeTarget } from '../../domain/status/objectives.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadRollups } from '../../store/check/samples.ts'
import { listDelivered } from '../../store/status/delivered.ts'
import { measureIncidents } from '../incident/measure.ts'

/** `budget` is null where nobody looked, or nothing is promised; `days` are the days on which somebody looked. */
type ServiceUptime = {
  service: string
  budget: ErrorBudget | null
  isPromised: boolean
  days: { day: string; up: number; down: number }[]
}

export type ProductionMetrics = {
  period: Period
  uptimes: ServiceUptime[]
  delivery: Delivery
  incidents: Measured
}

/** How production did in a period. Days are UTC's, and the first and last count whole. */
export async function measureProduction(
  deps: Deps,
  period: Period,
  invoker: Invoker,
): Promise<ProductionMetrics> {
  const { db, config } = deps
  const { production } = config.incidents
  const checks = config.checks.filter(
    ({ service, environment }) => service && (!environment || production.includes(environment)),
  )
  const names = checks.map(({ name }) => name)
  const from = startOfPeriod('day', period.from)
  const [days, hours, delivered, incidents] = await Promise.all([
    loadRollups(db, 'day', { names, from, until: period.until }),
    loadRollups(db, 'hour', { names, from: subDays(period.until, 1), until: period.until }),
    listDelivered(db, production, period),
    measureIncidents(deps, { period, severity: null, asker: invoker.user }),
  ])
  const uptimes = config.services
    .filter(({ environments }) => production.some((name) => name in environments))
    .map(({ name }) => uptimeOf(name, checks, { days, hours, deps }))
  return { period, uptimes, delivery: deliveryOf(delivered, period), incidents }
}

type Seen = { days: Map<string, Rollup[]>; hours: Map<string, Rollup[]>; deps: Deps }

function uptimeOf(
  service: string,
  checks: readonly CheckPolicy[],
  { days, hours, deps }: Seen,
): ServiceUptime {
  const names = checks.filter((check) => check.service === service).map(({ name }) => name)
  const of = (rollups: Map<string, Rollup[]>) => names.flatMap((name) => rollups.get(name) ?? [])
  const now = deps.now()
  const target = uptimeTarget(deps.config.objectives, service)
  const byDay = Map.groupBy(of(days), ({ startsAt }) => startsAt.toISOString().slice(0, 10))
  return {
    service,
    isPromised: target !== null,
    budget: errorBudget(summed(of(days), now), summed(of(hours), now), target ?? 0),
    days: [...byDay]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, some]) => {
        const { up, down } = summed(some, now)
        return { day, up, down }
      }),
  }
}
