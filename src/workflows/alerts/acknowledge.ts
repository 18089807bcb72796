import type { Alert } from '../../domain/paging/alert.ts'
import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { alertSubject, loadOthersOnCard, lockAlert, updateAlert } from '../../store/paging/alerts.ts'
import { acknowledgePages } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import { pagedAlert, refreshPages } from '../paging/paged.ts'
import { changedAlert } from './changed.ts'

export type AlertAcknowledged = { by: UserId; at: Date; isNew: boolean }

/** Somebody looks into an alert, and into the others on its card, so that nobody else is paged about them. */
export async function acknowledgeAlert(
  deps: Deps,
  id: number,
  invoker: Invoker,
): Promise<AlertAcknowledged | Refusal> {
  return await deps.db.transaction().execute(async (trx): Promise<AlertAcknowledged | Refusal> => {
    const alert = await lockAlert(trx, id)
    if (!alert) return { refused: 'no-such-alert', id: String(id) }
    const left = (await loadOthersOnCard(trx, id)).filter(isLeft)
    if (alert.acknowledged && left.length === 0) return { ...alert.acknowledged, isNew: false }
    if (!alert.acknowledged) await acknowledge(deps, trx, alert, invoker)
    for (const other of left) {
      const locked = await lockAlert(trx, other.id)
      if (locked && isLeft(locked)) await acknowledge(deps, trx, locked, invoker)
    }
    return { by: invoker.user, at: deps.now(), isNew: true }
  })
}

const isLeft = ({ state, acknowledged }: Alert): boolean => state === 'firing' && acknowledged === null

async function acknowledge(deps: Deps, trx: Trx, alert: Alert, invoker: Invoker): Promise<void> {
  const set = { acknowledged_by: invoker.user, acknowledged_at: deps.now() }
  await updateAlert(trx, alert.id, set)
  await acknowledgePages(trx, alertSubject(alert.id), invoker.user)
  await refreshPages(deps, trx, pagedAlert(deps, alert))
  await changedAlert(deps, trx, alert, { by: invoker, action: 'alert.acknowledge' })
}
