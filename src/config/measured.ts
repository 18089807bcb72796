import type { CapacityPolicy, CostPolicy } from '../domain/measure/measured.ts'
import type { WrittenCapacity, WrittenCost } from './schema/measured.ts'

/** The capacities of a file, completed: what is counted is known of those that Pilothouse measures itself. */
export const capacitiesFrom = (written: Record<string, WrittenCapacity>): CapacityPolicy[] =>
  Object.entries(written).map(([name, { title, unit, limit, thresholds, ...rest }]) => ({
    ...rest,
    name,
    title: title ?? name,
    unit: unit ?? usualUnit(rest.value.kind, limit),
    // A number typed without a limit is percent.
    limit: limit ?? (rest.value.kind === 'typed' ? 100 : null),
    thresholds: thresholds.map(({ above, below, do: advice, ...threshold }) => ({
      ...threshold,
      is: above === undefined ? 'below' : 'above',
      at: above ?? below ?? 0,
      advice: advice ?? null,
    })),
  }))

function usualUnit(kind: CapacityPolicy['value']['kind'], limit: number | undefined): string {
  if (kind === 'connections') return 'connections'
  if (kind === 'database-size') return 'GB'
  return kind === 'typed' && limit === undefined ? '%' : ''
}

export const costsFrom = (written: Record<string, WrittenCost>): CostPolicy[] =>
  Object.entries(written).map(([name, { title, unusualAt, ...rest }]) => ({
    ...rest,
    name,
    title: title ?? name,
    anomalyAt: unusualAt,
  }))
