import type { OpenIncident } from '../../domain/incident/incident.ts'
import type { Pace } from '../../domain/updates/update-promise.ts'
import { dueAfterChange, isRelaxed } from '../../domain/updates/update-promise.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { openPromise } from '../../store/updates/updates.ts'
import { endPromise } from './end-promise.ts'

/** Makes the open promise fit a new severity, state or pace; one that no longer holds is released. */
export async function renewPromise(
  deps: Deps,
  trx: Trx,
  before: OpenIncident,
  change: Partial<Pace>,
): Promise<Date | null> {
  const at = deps.now()
  const { severity, state, relaxedEvery, pause } = before
  const after: Pace = { severity, state, relaxedEvery, pause, ...change }
  const due = dueAfterChange(deps.config.incidents, before, after, at)
  if (due?.getTime() === before.promise?.dueAt.getTime()) return due
  await endPromise(deps, trx, before, { state: 'released', at })
  if (due) await openPromise(trx, before.id, due, at, isRelaxed(after))
  return due
}
