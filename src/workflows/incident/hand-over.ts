import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incidents.ts'
import { forgetNudge } from '../../store/updates.ts'
import { changeOpenIncident, recordChange } from './change.ts'
import { refreshNudges } from './nudge.ts'

export type HandOver = {
  id: number
  to: UserId
  /** The commander that the form showed, where there was one. */
  seen?: UserId | undefined
}

/** `isNew` is false where that person leads it already. */
export type HandedOver = { commander: UserId; isNew: boolean }

/** Makes somebody the commander, who is invited and from now on reminded of updates. */
export async function handOver(
  deps: Deps,
  { id, to, seen }: HandOver,
  invoker: Invoker,
): Promise<HandedOver | Refusal> {
  return await changeOpenIncident<HandedOver>(deps, id, 'take command of', async (trx, incident) => {
    const from = incident.commander
    if (seen !== undefined && seen !== from)
      return { refused: 'changed-meanwhile', what: `the commander of incident ${id}` }
    if (from === to) return { commander: to, isNew: false }
    await updateIncident(trx, incident, { commander: to })
    await forgetNudge(trx, id)
    await refreshNudges(deps, trx, incident)
    const event = { kind: 'commander', from, to } as const
    await recordChange(deps, trx, id, { by: invoker, action: 'incident.commander', event })
    return { commander: to, isNew: true }
  })
}
