import type { OpenIncident } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadRunningDrill } from '../../store/drill/drills.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { changeOpenIncident, recordChange } from '../incident/change.ts'
import { endPromise } from '../updates/end-promise.ts'

/** Ends the drill that is going on; whatever it broke is mended, and it is scored. */
export async function stopDrill(deps: Deps, invoker: Invoker): Promise<{ id: number } | Refusal> {
  const running = await loadRunningDrill(deps.db)
  if (!running) return { refused: 'no-drill-to-stop' }
  const id = running.incidentId
  return await changeOpenIncident<{ id: number }>(deps, id, 'stop', async (trx, incident) => {
    await dropDrill(deps, trx, incident, { because: 'it was stopped', by: invoker })
    return { id }
  })
}

/** The incident of a drill ends without having been resolved. `by` null is Pilothouse itself. */
export async function dropDrill(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { because, by }: { because: string; by: Invoker | null },
): Promise<void> {
  const at = deps.now()
  const set = {
    dropped_at: at,
    dropped_by: by?.user ?? 'pilothouse',
    dropped_because: `The drill is over: ${because}.`,
  }
  await updateIncident(trx, incident, { to: 'cancelled', ...set })
  await endPromise(deps, trx, incident, { state: 'released', at })
  const event = { kind: 'happened', topic: 'drill', did: `ended the drill: ${because}` } as const
  await recordChange(deps, trx, incident.id, { by, action: 'incident.drill-stop', event })
}
