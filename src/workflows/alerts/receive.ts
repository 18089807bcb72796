import type { Alert, ReportedAlert } from '../../domain/paging/alert.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { lockIncident } from '../../store/incident/incidents.ts'
import {
  alertSubject,
  findFiringAlert,
  insertOrCount,
  lockAlert,
  updateAlert,
} from '../../store/paging/alerts.ts'
import { endPages } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import { recordChange } from '../incident/change.ts'
import { pagedAlert, refreshPages } from '../paging/paged.ts'
import { order } from '../refresh.ts'
import { changedAlert } from './changed.ts'

/** Keeps what a source tells, each alert once; whatever follows is worked on later. */
export async function receiveAlerts(
  deps: Deps,
  source: string,
  reported: readonly ReportedAlert[],
): Promise<void> {
  for (const alert of reported)
    await deps.db.transaction().execute((trx) => receiveAlert(deps, trx, source, alert))
}

/** The same for one of them, as part of a larger change. */
export const receiveAlert = (deps: Deps, trx: Trx, source: string, alert: ReportedAlert): Promise<void> =>
  alert.isFiring ? fire(deps, trx, source, alert) : resolve(deps, trx, source, alert)

async function fire(deps: Deps, trx: Trx, source: string, reported: ReportedAlert): Promise<void> {
  const at = deps.now()
  const { labels, facts, firedAt, isFiring: _, impactAt, resolvedAt: __, ...rest } = reported
  const { id, isNew } = await insertOrCount(trx, {
    ...rest,
    source,
    labels: JSON.stringify(labels),
    facts: JSON.stringify(facts),
    // A source whose clock is ahead tells of the future.
    fired_at: firedAt && firedAt <= at ? firedAt : at,
    impact_at: impactAt && impactAt <= at ? impactAt : null,
    received_at: at,
  })
  if (!isNew) return
  const subject = alertSubject(id)
  const destination = deps.config.channels.incidents
  await order(deps, trx, { key: `alert/${id}/card`, destination, subject, purpose: 'alert-card', at })
  const detail = { source, fingerprint: reported.fingerprint, title: reported.title }
  await writeAudit(trx, { at, actor: 'pilothouse', action: 'alert.fired', subject, detail })
  await deps.jobs.wake(trx, 'advance-alert', String(id))
}

/** The end of what never fired here is no news. */
async function resolve(deps: Deps, trx: Trx, source: string, reported: ReportedAlert): Promise<void> {
  const found = await findFiringAlert(trx, source, reported.fingerprint)
  // The incident's row is locked before the alert's, as everywhere else.
  if (found?.incidentId) await lockIncident(trx, found.incidentId)
  const alert = found && (await lockAlert(trx, found.id))
  if (alert?.state !== 'firing') return
  const now = deps.now()
  const resolvedAt = reported.resolvedAt && reported.resolvedAt <= now ? reported.resolvedAt : now
  await updateAlert(trx, alert.id, { state: 'resolved', resolved_at: resolvedAt })
  await endPages(trx, alertSubject(alert.id))
  await refreshPages(deps, trx, pagedAlert(deps, alert))
  await changedAlert(deps, trx, alert.id, { by: null, action: 'alert.resolved' })
  await tellIncident(deps, trx, alert)
}

async function tellIncident(deps: Deps, trx: Trx, { id, incidentId, title }: Alert): Promise<void> {
  if (incidentId === null) return
  const event = { kind: 'happened', topic: 'alert', did: `saw that alert ${id} is over: ${title}` } as const
  await recordChange(deps, trx, incidentId, { by: null, action: 'incident.alert-resolved', event })
}
