import type { OpenState } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { changeOpenIncident } from '../incident/change.ts'
import { moveTo } from '../incident/change-state.ts'
import { renewPromise } from '../updates/renew-promise.ts'

/** `isNew` is false where it was confirmed before. */
export type Confirmed = { state: OpenState; isNew: boolean; nextDueAt: Date | null }

/** What was in triage is an incident: from now on updates are promised, and its severity's people are brought in. */
export async function confirmIncident(
  deps: Deps,
  { id }: { id: number },
  invoker: Invoker,
): Promise<Confirmed | Refusal> {
  return await changeOpenIncident<Confirmed>(deps, id, 'confirm', async (trx, incident) => {
    const { state, severity } = incident
    if (state !== 'triage') return { state, isNew: false, nextDueAt: incident.promise?.dueAt ?? null }
    const to = 'investigating'
    await moveTo(deps, trx, incident, to, invoker)
    const nextDueAt = await renewPromise(deps, trx, incident, { severity, state: to })
    return { state: to, isNew: true, nextDueAt }
  })
}
