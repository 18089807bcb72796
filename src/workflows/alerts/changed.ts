import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { alertSubject, updateAlert } from '../../store/paging/alerts.ts'
import type { Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'

/** What every change of an alert leaves behind, in its transaction: an audit row, a new card, and a look at what is due. */
export async function changedAlert(
  deps: Deps,
  trx: Trx,
  id: number,
  { by, action, detail = {} }: { by: Invoker | null; action: string; detail?: object },
): Promise<void> {
  const at = deps.now()
  const subject = alertSubject(id)
  const actor = by?.user ?? 'pilothouse'
  await writeAudit(trx, { at, actor, action, subject, detail, requestId: by?.requestId ?? null })
  await refreshCards(deps, trx, subject)
  await updateAlert(trx, id, { wake_at: at })
  await deps.jobs.wake(trx, 'advance-alert', String(id))
}
