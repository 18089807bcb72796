import type { AlertRule } from '../alert/rule.ts'
import { type CapacityPolicy, type CostPolicy, costSeries } from './measured.ts'

/** Thresholds of capacities are rules like any other: told, silenced and ended in the same way. */
export const capacityRules = (capacities: readonly CapacityPolicy[]): AlertRule[] =>
  capacities.flatMap((policy) => policy.thresholds.map((threshold) => ruleFor(policy, threshold)))

function ruleFor(
  { name, title, value, every, typedFor }: CapacityPolicy,
  { is, at, for: held, level, advice }: CapacityPolicy['thresholds'][number],
): AlertRule {
  const isTyped = value.kind === 'typed'
  return {
    ...common,
    name: `capacity-${name}-${is}-${at}`,
    metric: { kind: 'capacity', name, freshFor: freshFor(every) },
    limit: { is, at, clear: at },
    for: isTyped ? 0 : held,
    missingFor: isTyped ? typedFor : Math.max(1_800_000, freshFor(every)),
    level,
    title: `${title}: ${is} ${at}% of the limit${advice === null ? '' : `. ${advice}`}`,
  }
}

/** Told at its share of the budget, grave well beyond it, and told where it costs far more than it used to. */
export const costRules = (costs: readonly CostPolicy[]): AlertRule[] =>
  costs.flatMap(({ name, title, value, every, warnAt, escalateAt, anomalyAt }): AlertRule[] => {
    const metric = { kind: 'cost', name, freshFor: freshFor(every) } as const
    const above = (at: number) => ({ is: 'above', at, clear: at }) as const
    const anomaly = {
      kind: 'series',
      series: `${costSeries(name)}/usual`,
      freshFor: freshFor(every),
    } as const
    return [
      {
        ...{ ...common, name: `cost-${name}-budget`, metric, limit: above(warnAt), level: 'warning' },
        // People type when they have a number; a source that gives none for a day has something wrong with it.
        missingFor: value.kind === 'typed' ? null : dayMs,
        title: `${title} has cost more than ${warnAt}% of this month’s budget`,
      },
      {
        ...{ ...common, name: `cost-${name}-overrun`, metric, limit: above(escalateAt), level: 'critical' },
        title: `${title} has cost more than ${escalateAt}% of this month’s budget`,
      },
      {
        ...{
          ...common,
          name: `cost-${name}-unusual`,
          metric: anomaly,
          limit: above(anomalyAt),
          level: 'warning',
        },
        title: `${title} has cost more than ${anomalyAt}% of what it usually does by this day of the month`,
      },
    ]
  })

const common = {
  ...{ for: 0, clearFor: 0, missingFor: null },
  ...{ service: null, environment: null, runbook: null },
} as const

/** Two rounds may be missed. */
const freshFor = (every: number): number => 3 * every + 60_000

const dayMs = 86_400_000
