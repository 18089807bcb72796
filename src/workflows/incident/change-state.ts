import type { OpenIncident, OpenState } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { renewPromise } from '../updates/renew-promise.ts'
import { changeOpenIncident, recordChange } from './change.ts'

/** `isNew` is false where the incident was in that state already. */
export type StateChanged = { state: OpenState; isNew: boolean; nextDueAt: Date | null }

/** Says how far the repair is; in monitoring, updates are owed less often. */
export async function changeState(
  deps: Deps,
  { id, state }: { id: number; state: OpenState },
  invoker: Invoker,
): Promise<StateChanged | Refusal> {
  return await changeOpenIncident<StateChanged>(deps, id, 'change the state of', async (trx, incident) => {
    if (incident.state === state) return { state, isNew: false, nextDueAt: incident.promise?.dueAt ?? null }
    await moveTo(deps, trx, incident, state, invoker)
    const nextDueAt = await renewPromise(deps, trx, incident, { state })
    return { state, isNew: true, nextDueAt }
  })
}

/** The state alone, with its entry; the promise is the caller's to renew. */
export async function moveTo(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  to: OpenState,
  invoker: Invoker,
): Promise<void> {
  const mitigated = to === 'monitoring' ? { mitigated_at: deps.now() } : {}
  await updateIncident(trx, incident, { to, ...mitigated })
  const event = { kind: 'state', from: incident.state, to } as const
  await recordChange(deps, trx, incident.id, { by: invoker, action: 'incident.state', event })
}
