import type { OpenIncident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { changeIncident, recordChange } from '../incident/change.ts'
import { endPromise } from '../updates/end-promise.ts'
import { orderDroppedNotices } from './dropped-notices.ts'

export type Drop = { id: number; as: 'declined' | 'cancelled'; because: string }

const verbs = { declined: 'decline', cancelled: 'cancel' } as const

/** Ends what was no incident: one in triage is declined, a confirmed one is cancelled. */
export async function dropIncident(deps: Deps, drop: Drop, invoker: Invoker): Promise<'dropped' | Refusal> {
  const because = tidy(drop.because)
  if (because === '') return { refused: 'empty-text', what: 'the reason' }
  const { id, as } = drop
  return await changeIncident<'dropped'>(deps, id, async (trx, incident) => {
    if (!isOpen(incident) || (as === 'declined' && incident.state !== 'triage'))
      return { refused: 'wrong-incident-state', id, state: incident.state, verb: verbs[as] }
    await endDropped(
      deps,
      trx,
      incident,
      { to: as, because, into: null, did: `${as} it: ${because}` },
      invoker,
    )
    return 'dropped'
  })
}

export type Ending = {
  to: 'declined' | 'cancelled' | 'merged'
  because: string
  /** The incident in which the work goes on. */
  into: number | null
  did: string
}

/** Ends it without a resolution: no update is owed any more, and whoever follows it is told. */
export async function endDropped(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { to, because, into, did }: Ending,
  invoker: Invoker,
): Promise<void> {
  const at = deps.now()
  const dropped = {
    ...{ dropped_at: at, dropped_by: invoker.user, dropped_because: because, merged_into: into },
    pause: null,
  }
  await updateIncident(trx, incident, { to, ...dropped })
  await endPromise(deps, trx, incident, { state: 'released', at })
  const { seq } = await recordChange(deps, trx, incident.id, {
    by: invoker,
    action: `incident.${to}`,
    event: { kind: 'happened', topic: 'state', did },
  })
  await orderDroppedNotices(deps, trx, incident, { seq, to, by: invoker.user, because, into })
}
