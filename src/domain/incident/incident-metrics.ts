import type { PromiseLedger } from '../message.ts'
import type { Period } from '../period.ts'
import { quantile } from '../quantile.ts'
import type { IncidentState } from './incident.ts'
import { openStates } from './incident.ts'
import { type IncidentTimes, incidentDurations, type Measure } from './incident-durations.ts'
import type { IncidentPolicy, TargetPolicy } from './incident-policy.ts'
import { severityOf } from './severity.ts'

export type MeasuredIncident = IncidentTimes & { severity: string; state: IncidentState }

/** `of` incidents, of which `known` have both times; `inTime` of `judged`, those that there is a target for. */
export type Figure = {
  medianMs: number | null
  p90Ms: number | null
  known: number
  of: number
  inTime: number
  judged: number
}
export type MetricsRow = { incidents: number; figures: Record<Measure, Figure> }
export type IncidentMetrics = {
  all: MetricsRow
  bySeverity: (MetricsRow & { severity: string })[]
  /** By the month in which they were declared, in UTC, oldest first. */
  byMonth: (MetricsRow & { month: string })[]
  stillOpen: number
}

/** `hidden` private incidents are in none of the figures, since the asker is not one of their people. */
export type Measured = {
  period: Period
  /** Null for all of them. */
  severity: string | null
  metrics: IncidentMetrics
  promises: PromiseLedger
  reopened: number
  /** Resolved before the fix was watched long enough. */
  overridden: number
  hidden: number
}

/** How long a part may take at a severity; null where there is no target. */
export function targetFor(policy: IncidentPolicy, measure: Measure, severity: string): number | null {
  const target: TargetPolicy = policy.targets[measure]
  const own = target.bySeverity[severity] ?? target.usual
  return own ?? (measure === 'acknowledge' ? severityOf(policy, severity).respondWithin : null)
}

/** The figures of a number of incidents, as a whole, by severity (most severe first) and by month. */
export function metricsOf(incidents: readonly MeasuredIncident[], policy: IncidentPolicy): IncidentMetrics {
  const levels = policy.severities.map(({ level }) => level)
  const rankOf = (level: string) => (levels.indexOf(level) + levels.length + 1) % (levels.length + 1)
  const severities = Object.entries(Object.groupBy(incidents, ({ severity }) => severity))
  const months = Object.entries(Object.groupBy(incidents, monthOf))
  return {
    all: rowOf(incidents, policy),
    bySeverity: severities
      .toSorted(([a], [b]) => rankOf(a) - rankOf(b))
      .map(([severity, some = []]) => ({ severity, ...rowOf(some, policy) })),
    byMonth: months
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, some = []]) => ({ month, ...rowOf(some, policy) })),
    stillOpen: incidents.filter(({ state }) => openStates.some((open) => open === state)).length,
  }
}

const monthOf = ({ declaredAt }: MeasuredIncident): string => declaredAt.toISOString().slice(0, 7)

function rowOf(incidents: readonly MeasuredIncident[], policy: IncidentPolicy): MetricsRow {
  const figure = (measure: Measure) => figureOf(measure, incidents, policy)
  return {
    incidents: incidents.length,
    figures: {
      detect: figure('detect'),
      acknowledge: figure('acknowledge'),
      mitigate: figure('mitigate'),
      repair: figure('repair'),
    },
  }
}

function figureOf(measure: Measure, incidents: readonly MeasuredIncident[], policy: IncidentPolicy): Figure {
  const taken = incidents.flatMap((times) => {
    const ms = incidentDurations(times)[measure]
    return ms === null ? [] : [{ ms, target: targetFor(policy, measure, times.severity) }]
  })
  const judged = taken.filter(({ target }) => target !== null)
  const all = taken.map(({ ms }) => ms)
  return {
    medianMs: quantile(all, 0.5),
    p90Ms: quantile(all, 0.9),
    known: taken.length,
    of: incidents.length,
    inTime: judged.filter(({ ms, target }) => target !== null && ms <= target).length,
    judged: judged.length,
  }
}
