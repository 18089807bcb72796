import type { IncidentState, OpenIncident } from '../../domain/incident.ts'
import { dueAfterChange } from '../../domain/update-promise.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { openPromise, settlePromise } from '../../store/updates.ts'

/** Makes the open promise fit a new severity or state; one that no longer holds is released. */
export async function renewPromise(
  deps: Deps,
  trx: Trx,
  before: OpenIncident,
  after: { severity: string; state: IncidentState },
): Promise<Date | null> {
  const at = deps.now()
  const due = dueAfterChange(deps.config.incidents, before, after, at)
  if (due?.getTime() === before.promise?.dueAt.getTime()) return due
  await settlePromise(trx, before.id, 'released', { at, updateId: null })
  if (due) await openPromise(trx, before.id, due, at)
  return due
}
