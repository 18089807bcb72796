import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Health } from './health.ts'
import { healthTroubles } from './health.ts'
import type { Incident } from './incident.ts'
import { isOpen } from './incident.ts'
import type { IncidentPolicy } from './incident-policy.ts'
import { severityOf } from './severity.ts'

/** How far the watching of a fix is, before the incident may be resolved. */
export type Monitoring =
  | { is: 'not-asked-for' }
  /** Its state is not "monitoring" yet. */
  | { is: 'not-begun'; for: number }
  | { is: 'under-way'; until: Date }
  | { is: 'over'; since: Date }

/** Milliseconds for which a fix of this severity is watched; null where it need not be. */
function monitorFor(policy: IncidentPolicy, severity: string): number | null {
  const own = severityOf(policy, severity).monitorFor
  return own === undefined ? policy.monitorFor : own
}

export function monitoringOf(incident: Incident, policy: IncidentPolicy, now: Date): Monitoring {
  const ms = monitorFor(policy, incident.severity)
  if (ms === null || !isOpen(incident)) return { is: 'not-asked-for' }
  const { state, mitigatedAt } = incident
  if (state !== 'monitoring' || mitigatedAt === null) return { is: 'not-begun', for: ms }
  const until = addMilliseconds(mitigatedAt, ms)
  return until > now ? { is: 'under-way', until } : { is: 'over', since: mitigatedAt }
}

/** What speaks against resolving: too short a watch, or checks that are not green. Null where nothing does. */
export type Unready = { until: Date | null; monitorFor: number | null; troubles: string[] }

/** Why an incident is not to be resolved yet; null where it may be. */
export function unreadiness(monitoring: Monitoring, health: Health | null): Unready | null {
  const troubles = health ? healthTroubles(health) : []
  switch (monitoring.is) {
    case 'not-asked-for':
      return null
    case 'not-begun':
      return { until: null, monitorFor: monitoring.for, troubles }
    case 'under-way':
      return { until: monitoring.until, monitorFor: null, troubles }
    case 'over':
      return troubles.length > 0 ? { until: null, monitorFor: null, troubles } : null
  }
}

/** An offer to resolve is about one time that a fix came to be watched; another has an offer of its own. */
export const isStillOffered = ({ state, mitigatedAt }: Incident, since: Date): boolean =>
  state === 'monitoring' && mitigatedAt?.getTime() === since.getTime()
