import type { Alert } from '../../domain/paging/alert.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { lockIncident } from '../../store/incident/incidents.ts'
import { alertSubject, loadAlert, lockAlert, nextOnCard, updateAlert } from '../../store/paging/alerts.ts'
import { endPages } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import { recordChange } from '../incident/change.ts'
import { pagedAlert, refreshPages } from '../paging/paged.ts'
import { changedAlert, wakeAlert } from './changed.ts'

/** An alert is over. Those on its card that are not are looked at: it may have stood for them, too. */
export async function endAlert(
  deps: Deps,
  trx: Trx,
  alert: Alert,
  { by, at, because = null }: { by: Invoker | null; at: Date | null; because?: string | null },
): Promise<void> {
  const now = deps.now()
  await updateAlert(trx, alert.id, { state: 'resolved', resolved_at: at && at <= now ? at : now })
  await endPages(trx, alertSubject(alert.id))
  await refreshPages(deps, trx, pagedAlert(deps, alert))
  const detail = because === null ? {} : { because }
  await changedAlert(deps, trx, alert, { by, action: 'alert.resolved', detail })
  for (const id of await nextOnCard(trx, alert)) await wakeAlert(deps, trx, id)
  await tellIncident(deps, trx, alert, by)
}

async function tellIncident(
  deps: Deps,
  trx: Trx,
  { id, incidentId, title }: Alert,
  by: Invoker | null,
): Promise<void> {
  if (incidentId === null) return
  const did = by ? `said that alert ${id} is over: ${title}` : `saw that alert ${id} is over: ${title}`
  const event = { kind: 'happened', topic: 'alert', did } as const
  await recordChange(deps, trx, incidentId, { by, action: 'incident.alert-resolved', event })
}

/** A person says that it is over, since not everything that tells of an alert tells of its end. */
export async function endByHand(
  deps: Deps,
  { id, because }: { id: number; because: string | null },
  by: Invoker,
): Promise<{ isNew: boolean } | Refusal> {
  return await deps.db.transaction().execute(async (trx): Promise<{ isNew: boolean } | Refusal> => {
    const found = await loadAlert(trx, id)
    if (found?.incidentId) await lockIncident(trx, found.incidentId)
    const alert = await lockAlert(trx, id)
    if (!alert) return { refused: 'no-such-alert', id: String(id) }
    if (alert.state !== 'firing') return { isNew: false }
    await endAlert(deps, trx, alert, { by, at: null, because })
    return { isNew: true }
  })
}
