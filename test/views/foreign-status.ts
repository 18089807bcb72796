import type { CheckNow } from '../../src/domain/check/check-now.ts'
import type { Maintenance } from '../../src/domain/page/maintenance.ts'
import type { Alert } from '../../src/domain/paging/alert.ts'
import type { Change } from '../../src/domain/status/change.ts'
import type { WaitingForYou } from '../../src/domain/status/waiting.ts'
import { openIncident, resolvedIncident } from './incident-samples.ts'
import { minutesLater, start } from './samples.ts'

const times = <Item>(count: number, make: () => Item): Item[] => Array.from({ length: count }, make)

const alert = (text: string): Alert => ({
  ...{
    id: 12,
    source: text,
    fingerprint: text,
    title: text,
    summary: text,
    service: text,
    environment: text,
  },
  ...{ severity: text, labels: {}, facts: [], link: text, firedAt: start, impactAt: null, receivedAt: start },
  ...{ times: 1, state: 'firing', resolvedAt: null, acknowledged: null, incidentId: null },
  ...{ name: text, level: 'warning', runbook: text, cardOf: null, round: 0, pagesFrom: start },
  ...{ firings: times(6, () => start), silenced: { until: minutesLater(9), by: text, because: text } },
})

const check = (text: string): CheckNow => ({
  ...{ name: text, service: text, environment: text, standing: 'down', since: start, lookedAt: start },
  ...{ latencyMs: null, why: text, isStale: false },
})

/** What checks, alerts and changes say, all of it foreign. */
export const foreignStatus = (
  text: string,
): {
  alerts: Alert[]
  checks: CheckNow[]
  lately: Change[]
  maintenances: Maintenance[]
} => ({
  alerts: times(30, () => alert(text)),
  checks: times(100, () => check(text)),
  maintenances: times(5, () => ({
    ...{ id: 1, components: [text, text], startsAt: start, endsAt: minutesLater(30), reason: text },
    ...{ announcedBy: text, announcedAt: start, ended: null },
  })),
  lately: times(10, () => ({
    ...{ what: 'incident', at: minutesLater(5) },
    incident: resolvedIncident({ title: text, severity: text }),
  })),
})

export const foreignWaiting = (text: string): WaitingForYou => ({
  updates: times(5, () => ({ incident: openIncident({ title: text }), dueAt: start })),
  pages: times(5, () => ({ about: 'alert', id: 3, because: text, at: start })),
  offers: times(5, () => ({
    ...{ id: 1, incidentId: 3, role: text, to: text, by: text, at: start, expiresAt: start },
    ...{ state: 'open', settledAt: null },
  })),
  tasks: [],
  reviews: times(5, () => ({ incidentId: 3, at: start })),
})
