import type { Refusal } from '../../domain/refusal.ts'
import { isCommandersPace, paceInWords } from '../../domain/updates/cadence.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import { changeOpenIncident, recordChange } from '../incident/change.ts'
import { renewPromise } from './renew-promise.ts'

/** `every` is milliseconds from one update to the next, or null for what the severity says. */
export type CadenceChange = { id: number; every: number | null }

/** `isNew` is false where the pace was that already. */
export type CadenceChanged = { every: number | null; isNew: boolean; nextDueAt: Date | null }

/** Agrees on another pace of updates; at the most severe level only the commander may. */
export async function changeCadence(
  deps: Deps,
  { id, every }: CadenceChange,
  invoker: Invoker,
): Promise<CadenceChanged | Refusal> {
  const verb = 'change the pace of updates of'
  return await changeOpenIncident<CadenceChanged>(deps, id, verb, async (trx, incident) => {
    const { commander, relaxedEvery, promise } = incident
    if (isCommandersPace(incident, deps.config.incidents) && commander !== invoker.user)
      return { refused: 'only-the-commander', id, may: 'choose the pace of its updates', commander }
    if (every === relaxedEvery) return { every, isNew: false, nextDueAt: promise?.dueAt ?? null }
    await updateIncident(trx, incident, { relaxed_every: every })
    const nextDueAt = await renewPromise(deps, trx, incident, { relaxedEvery: every })
    const pace = every === null ? 'back to what the severity says' : paceInWords(every)
    await recordChange(deps, trx, id, {
      by: invoker,
      action: 'incident.cadence',
      event: { kind: 'happened', topic: 'update', did: `set the pace of updates: ${pace}` },
    })
    return { every, isNew: true, nextDueAt }
  })
}
