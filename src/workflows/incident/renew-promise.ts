import type { IncidentState, OpenIncident } from '../../domain/incident.ts'
import { dueAfterChange } from '../../domain/update-promise.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { openPromise } from '../../store/updates.ts'
import { endPromise } from './end-promise.ts'

/** Makes the open promise fit a new severity or state; one that no longer holds is released. */
export async function renewPromise(
  deps: Deps,
  trx: Trx,
  before: OpenIncident,
  after: { severity: string; state: IncidentState; pause?: null },
): Promise<Date | null> {
  const at = deps.now()
  const { pause, relaxedEvery } = before
  const due = dueAfterChange(deps.config.incidents, before, { pause, relaxedEvery, ...after }, at)
  if (due?.getTime() === before.promise?.dueAt.getTime()) return due
  await endPromise(deps, trx, before, 'released')
  if (due) await openPromise(trx, before.id, due, at)
  return due
}
