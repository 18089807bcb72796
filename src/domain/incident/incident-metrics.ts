import type { PromiseLedger } from '../message.ts'
import type { Period } from '../period.ts'
import type { IncidentPolicy, TargetPolicy } from '../policy.ts'
import { quantile } from '../quantile.ts'
import type { IncidentState } from './incident.ts'
import { openStates } from './incident.ts'
import { severityOf } from './severity.ts'

/** What is measured, in the order in which it happens. */
export const measures = ['detect', 'acknowledge', 'mitigate', 'repair'] as const
export type Measure = (typeof measures)[number]

/** The times of one incident; null where nobody said. */
export type IncidentTimes = {
  severity: string
  state: IncidentState
  declaredAt: Date
  impactAt: Date | null
  detectedAt: Date | null
  acknowledgedAt: Date | null
  mitigatedAt: Date | null
  resolvedAt: Date | null
}

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

/**
 * Milliseconds that a part of an incident took, or null where a time is missing or before the one it is counted from.
 * What a person declared was detected then at the latest. Mitigation and repair are counted from the impact, or from
 * when it was noticed where nobody said when it began.
 */
export function timeTo(measure: Measure, times: IncidentTimes): number | null {
  const noticed = times.detectedAt ?? times.declaredAt
  const spans: Record<Measure, [from: Date | null, to: Date | null]> = {
    detect: [times.impactAt, noticed],
    acknowledge: [noticed, times.acknowledgedAt],
    mitigate: [times.impactAt ?? noticed, times.mitigatedAt],
    repair: [times.impactAt ?? noticed, times.resolvedAt],
  }
  const [from, to] = spans[measure]
  if (from === null || to === null || to < from) return null
  return to.getTime() - from.getTime()
}

/** How long a part may take at a severity; null where there is no target. */
export function targetFor(policy: IncidentPolicy, measure: Measure, severity: string): number | null {
  const target: TargetPolicy = policy.targets[measure]
  const own = target.bySeverity[severity] ?? target.usual
  return own ?? (measure === 'acknowledge' ? severityOf(policy, severity).respondWithin : null)
}

/** The figures of a number of incidents, as a whole, by severity (most severe first) and by month. */
export function metricsOf(incidents: readonly IncidentTimes[], policy: IncidentPolicy): IncidentMetrics {
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

const monthOf = ({ declaredAt }: IncidentTimes): string => declaredAt.toISOString().slice(0, 7)

function rowOf(incidents: readonly IncidentTimes[], policy: IncidentPolicy): MetricsRow {
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

function figureOf(measure: Measure, incidents: readonly IncidentTimes[], policy: IncidentPolicy): Figure {
  const taken = incidents.flatMap((times) => {
    const ms = timeTo(measure, times)
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
