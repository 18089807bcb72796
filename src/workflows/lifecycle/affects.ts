import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import { changeIncident, recordChange } from '../incident/change.ts'

export type Affects = {
  id: number
  /** Names of configured services; none where nobody knows of any. */
  services: string[]
  /** What the form showed, where there was one. */
  seen?: readonly string[] | undefined
}

/** `isNew` is false where that was known already. */
export type AffectsSet = { services: string[]; isNew: boolean }

/** Says which services don't work, also after the end, since reports name them. */
export async function setAffects(
  deps: Deps,
  { id, services, seen }: Affects,
  invoker: Invoker,
): Promise<AffectsSet | Refusal> {
  return await changeIncident<AffectsSet>(deps, id, async (trx, incident) => {
    if (seen && !isSame(seen, incident.affects))
      return { refused: 'changed-meanwhile', what: `what incident ${id} affects` }
    if (isSame(services, incident.affects)) return { services, isNew: false }
    await updateIncident(trx, incident, { affects: JSON.stringify(services) })
    const did =
      services.length > 0
        ? `said that it affects ${services.join(', ')}`
        : 'said that it affects no service that is known'
    await recordChange(deps, trx, id, {
      by: invoker,
      action: 'incident.affects',
      event: { kind: 'happened', topic: 'state', did },
    })
    return { services, isNew: true }
  })
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.toSorted().join() === others.toSorted().join()
