import type { Incident } from '../../src/domain/incident/incident.ts'
import type { Monitoring } from '../../src/domain/incident/monitoring.ts'
import { line, time } from '../text.ts'

/** How long the fix is still watched, for the card; null where there is nothing to say. */
export function monitoringLine(incident: Incident, monitoring: Monitoring | undefined): string | null {
  switch (monitoring?.is) {
    case 'under-way':
      return `until ${time(monitoring.until)}; it can be resolved then, if its checks are green`
    case 'over':
      return redNow(incident) ?? 'long enough: it can be resolved'
    default:
      return null
  }
}

function redNow({ acts }: Incident): string | null {
  const look = acts.find(({ name }) => name === 'look-at-health')
  return look?.state === 'intended' && look.progress
    ? `long enough, but ${line(look.progress, 300)}. Looked at again every half minute`
    : null
}
