import type { Alert } from '../paging/alert.ts'
import type { AlertPolicy } from './alert-policy.ts'

type Grouped = Pick<Alert, 'source' | 'service' | 'environment' | 'labels' | 'level'>

/** Alerts with the same key may share a card: those of one label, of one place, or at least of one source. */
export function groupKeyOf(alert: Grouped, { grouping, levels }: Pick<AlertPolicy, 'grouping' | 'levels'>) {
  const { source, service, environment, labels, level } = alert
  const label = grouping.label === null ? undefined : labels[grouping.label]
  const key =
    label !== undefined
      ? ['label', label]
      : service === null
        ? ['source', source]
        : ['place', service, environment]
  return JSON.stringify([levels[level].channel, ...key])
}
