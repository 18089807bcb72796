import type { Alert } from '../paging/alert.ts'
import type { AlertPolicy } from './alert-policy.ts'

/** What Pilothouse itself says of a source, which stands with nothing else. */
export const saidOfSource = { unreadable: 'unreadable', tooMany: 'too-many' } as const

type Grouped = Pick<Alert, 'source' | 'fingerprint' | 'service' | 'environment' | 'labels' | 'level'>

/** Alerts with the same key may share a card: those of one label, of one place, or at least of one source. */
export function groupKeyOf(alert: Grouped, { grouping, levels }: Pick<AlertPolicy, 'grouping' | 'levels'>) {
  const { channel } = levels[alert.level]
  return JSON.stringify([channel, ...keyOf(alert, grouping.label)])
}

function keyOf({ source, fingerprint, service, environment, labels }: Grouped, label: string | null) {
  if (Object.values<string>(saidOfSource).includes(fingerprint)) return ['own', source, fingerprint]
  const value = label === null ? undefined : labels[label]
  if (value !== undefined) return ['label', value]
  return service === null ? ['source', source] : ['place', service, environment]
}
