import type { ComponentState } from '../../domain/page/component.ts'
import type { MaintenanceState } from '../../domain/page/maintenance.ts'
import type { PublicState } from '../../domain/updates/public-update.ts'

/** `sign` tells them apart where colours can't be seen. */
export const stateWords = {
  operational: { word: 'Operational', sign: '✓' },
  maintenance: { word: 'Under maintenance', sign: '⚙' },
  unknown: { word: 'Unknown', sign: '?' },
  degraded: { word: 'Degraded', sign: '▾' },
  'partial-outage': { word: 'Partial outage', sign: '!' },
  'major-outage': { word: 'Major outage', sign: '✕' },
} as const satisfies Record<ComponentState, { word: string; sign: string }>

/** What stands on top. */
export const overallWords = {
  operational: 'All systems are operational',
  maintenance: 'Maintenance is under way',
  unknown: 'How some systems are is not known',
  degraded: 'Some systems are degraded',
  'partial-outage': 'Some systems are out',
  'major-outage': 'There is a major outage',
} as const satisfies Record<ComponentState, string>

export const incidentWords = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
} as const satisfies Record<PublicState, string>

export const maintenanceWords = {
  scheduled: 'Scheduled',
  'in-progress': 'In progress',
  completed: 'Completed',
  'called-off': 'Called off',
} as const satisfies Record<MaintenanceState, string>

/** "a, b and c" */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** "99.95%"; 100 only where it is. */
export function percent(share: number): string {
  const shown = Math.floor(share * 10_000) / 100
  return `${shown === 100 && share < 1 ? 99.99 : shown}%`
}
