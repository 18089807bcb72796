import { placesLockedBy } from '../../domain/incident/incident-lock.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import { changeOpenIncident, recordChange } from '../incident/change.ts'
import { settleLocks } from './settle-locks.ts'

export type Lifting = { id: number; because: string }

/** The commander lets deployments go on although the incident is open. Decided at the moment of the click. */
export async function liftLock(
  deps: Deps,
  lifting: Lifting,
  invoker: Invoker,
): Promise<{ freed: number } | Refusal> {
  const { id } = lifting
  const because = tidy(lifting.because)
  if (because === '') return { refused: 'empty-text', what: 'the reason' }
  return await changeOpenIncident<{ freed: number }>(deps, id, 'unlock', async (trx, incident) => {
    const { commander } = incident
    if (invoker.user !== commander)
      return { refused: 'commander-only', id, commander, verb: 'let deployments go on' }
    if (placesLockedBy(incident, deps.config).length === 0) return { refused: 'incident-locks-nothing', id }
    const lockLiftedAt = deps.now()
    await updateIncident(trx, incident, { lock_lifted_at: lockLiftedAt })
    await recordChange(deps, trx, id, {
      by: invoker,
      action: 'incident.lift-lock',
      event: { kind: 'happened', topic: 'lock', did: `lifted the lock on deployments: ${because}` },
    })
    const { freed } = await settleLocks(deps, trx, { ...incident, lockLiftedAt })
    return { freed: freed.length }
  })
}
