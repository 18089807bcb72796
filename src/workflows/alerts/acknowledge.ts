import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { alertSubject, lockAlert, updateAlert } from '../../store/paging/alerts.ts'
import { acknowledgePages } from '../../store/paging/pages.ts'
import { pagedAlert, refreshPages } from '../paging/paged.ts'
import { changedAlert } from './changed.ts'

export type AlertAcknowledged = { by: UserId; at: Date; isNew: boolean }

/** Somebody looks into an alert, so that nobody else is paged about it. */
export async function acknowledgeAlert(
  deps: Deps,
  id: number,
  invoker: Invoker,
): Promise<AlertAcknowledged | Refusal> {
  return await deps.db.transaction().execute(async (trx): Promise<AlertAcknowledged | Refusal> => {
    const alert = await lockAlert(trx, id)
    if (!alert) return { refused: 'no-such-alert', id: String(id) }
    if (alert.acknowledged) return { ...alert.acknowledged, isNew: false }
    const at = deps.now()
    await updateAlert(trx, id, { acknowledged_by: invoker.user, acknowledged_at: at })
    await acknowledgePages(trx, alertSubject(id), invoker.user)
    await refreshPages(deps, trx, pagedAlert(deps, alert))
    await changedAlert(deps, trx, id, { by: invoker, action: 'alert.acknowledge' })
    return { by: invoker.user, at, isNew: true }
  })
}
