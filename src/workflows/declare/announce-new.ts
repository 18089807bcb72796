import { dueAfterUpdate } from '../../domain/updates/update-promise.ts'
import type { Deps } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Trx } from '../../store/tables.ts'
import { openPromise } from '../../store/updates/updates.ts'
import { order } from '../refresh.ts'

type New = Parameters<typeof dueAfterUpdate>[1] & { id: number; isPrivate: boolean }

/** Promises a new incident's first update and orders its announcement, in the transaction that stores it. */
export async function announceNew(deps: Deps, trx: Trx, incident: New): Promise<void> {
  const { id, isPrivate } = incident
  const at = deps.now()
  const due = dueAfterUpdate(deps.config.incidents, incident, at)
  if (due) await openPromise(trx, id, due, at)
  // A private incident is named in its own channel only.
  if (isPrivate) return
  await order(deps, trx, {
    key: `incident/${id}/broadcast`,
    destination: deps.config.channels.incidents,
    subject: incidentSubject(id),
    purpose: 'incident-broadcast',
    at,
  })
}
