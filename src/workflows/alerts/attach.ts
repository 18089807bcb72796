import { min } from 'date-fns/min'
import { isOpen, type OpenIncident } from '../../domain/incident/incident.ts'
import type { Alert } from '../../domain/paging/alert.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadIncident, updateIncident } from '../../store/incident/incidents.ts'
import { alertSubject, loadOthersOnCard, lockAlert, updateAlert } from '../../store/paging/alerts.ts'
import { acknowledgePages } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import { changeOpenIncident, recordChange } from '../incident/change.ts'
import { pagedAlert, refreshPages } from '../paging/paged.ts'
import { changedAlert } from './changed.ts'

/** `isNew` is false where it belongs to that incident already. */
export type Attached = { incident: number; title: string; isNew: boolean }

/** Makes an alert part of an incident, which from then on knows when it was noticed and what it affects. */
export async function attachAlert(
  deps: Deps,
  { alert: alertId, incident: incidentId }: { alert: number; incident: number },
  invoker: Invoker,
): Promise<Attached | Refusal> {
  return await changeOpenIncident<Attached>(deps, incidentId, 'add an alert to', async (trx, incident) => {
    const alert = await lockAlert(trx, alertId)
    if (!alert) return { refused: 'no-such-alert', id: String(alertId) }
    const { title } = incident
    if (alert.incidentId !== null) return { incident: alert.incidentId, title, isNew: false }
    await attachCard(deps, trx, alert, incident, invoker)
    return { incident: incidentId, title, isNew: true }
  })
}

/** The same under both locks, with everything else on its card that still fires. */
export async function attachCard(
  deps: Deps,
  trx: Trx,
  alert: Alert,
  incident: OpenIncident,
  invoker: Invoker,
): Promise<void> {
  let seen = incident
  for (const other of [alert, ...(await loadOthersOnCard(trx, alert.id))]) {
    const locked = await lockAlert(trx, other.id)
    const isMeant = locked && (locked.id === alert.id || locked.state === 'firing')
    if (!isMeant || locked.incidentId !== null) continue
    await attach(deps, trx, locked, seen, invoker)
    const now = await loadIncident(trx, incident.id)
    if (now && isOpen(now)) seen = now
  }
}

async function attach(
  deps: Deps,
  trx: Trx,
  alert: Alert,
  incident: OpenIncident,
  invoker: Invoker,
): Promise<void> {
  await updateAlert(trx, alert.id, { incident_id: incident.id })
  await acknowledgePages(trx, alertSubject(alert.id), invoker.user)
  await refreshPages(deps, trx, pagedAlert(deps, alert))
  const affects = new Set([...incident.affects, ...(alert.service ? [alert.service] : [])])
  const detectedAt = min([alert.firedAt, incident.detectedAt ?? alert.firedAt])
  const impactAt = alert.impactAt && min([alert.impactAt, incident.impactAt ?? alert.impactAt])
  await updateIncident(trx, incident, {
    affects: JSON.stringify([...affects]),
    detected_at: detectedAt,
    ...(impactAt ? { impact_at: impactAt } : {}),
  })
  const did = `added alert ${alert.id}, firing since ${clock(alert.firedAt)} UTC: ${alert.title}`
  await recordChange(deps, trx, incident.id, {
    by: invoker,
    action: 'incident.alert',
    event: { kind: 'happened', topic: 'alert', did },
    permalink: alert.link,
    source: `alert:${alert.id}`,
  })
  const detail = { incident: incident.id }
  await changedAlert(deps, trx, alert, { by: invoker, action: 'alert.attach', detail })
}

const clock = (at: Date): string => at.toISOString().slice(11, 16)
