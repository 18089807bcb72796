import type { Alert } from '../../domain/paging/alert.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { alertSubject, updateAlert } from '../../store/paging/alerts.ts'
import type { Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'

type Changed = Pick<Alert, 'id' | 'cardOf'>

/** What every change of an alert leaves behind, in its transaction: an audit row, a new card, and a look at what is due. */
export async function changedAlert(
  deps: Deps,
  trx: Trx,
  alert: Changed,
  { by, action, detail = {} }: { by: Invoker | null; action: string; detail?: object },
): Promise<void> {
  const at = deps.now()
  const subject = alertSubject(alert.id)
  const actor = by?.user ?? 'pilothouse'
  await writeAudit(trx, { at, actor, action, subject, detail, requestId: by?.requestId ?? null })
  await refreshAlertCard(deps, trx, alert)
  await wakeAlert(deps, trx, alert.id)
}

/** Has the card drawn again on which it stands. */
export const refreshAlertCard = (deps: Deps, trx: Trx, { id, cardOf }: Changed): Promise<void> =>
  refreshCards(deps, trx, alertSubject(cardOf ?? id))

/** Has it looked at now, if the transaction commits. */
export async function wakeAlert(deps: Deps, trx: Trx, id: number): Promise<void> {
  await updateAlert(trx, id, { wake_at: deps.now() })
  await deps.jobs.wake(trx, 'advance-alert', String(id))
}
