import type { DeployLock } from '../../domain/gate/lock.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import {
  type LockedPlace,
  lockReason,
  placeInWords,
  placesLockedBy,
} from '../../domain/incident/incident-lock.ts'
import type { Deps } from '../../ports.ts'
import { listIncidentLocks, placeLock, releaseLock } from '../../store/gate/locks.ts'
import type { Trx } from '../../store/tables.ts'
import { wakeWaiting } from '../gate/wake-waiting.ts'
import { recordChange } from '../incident/change.ts'

/**
 * Makes the locks that an incident holds those that it should hold as it is now, and tells of a change in its timeline.
 * Returns what was locked and what was given free.
 */
export async function settleLocks(
  deps: Deps,
  trx: Trx,
  incident: Incident,
): Promise<{ locked: LockedPlace[]; freed: LockedPlace[] }> {
  const wanted = placesLockedBy(incident, deps.config)
  const held = await listIncidentLocks(trx, incident.id)
  const freed = held.filter((lock) => !wanted.some((place) => isSame(place, lock)))
  const locked = wanted.filter((place) => !held.some((lock) => isSame(place, lock)))
  for (const place of locked) await lock(deps, trx, incident, place)
  for (const one of freed) await releaseLock(trx, one, { by: 'pilothouse', at: deps.now() })
  for (const environment of new Set([...locked, ...freed].map((place) => place.environment)))
    await wakeWaiting(deps, trx, environment)
  if (locked.length > 0) await tell(deps, trx, incident, 'placed', locked)
  if (freed.length > 0) await tell(deps, trx, incident, 'released', freed)
  return { locked, freed }
}

const isSame = (place: LockedPlace, lock: DeployLock): boolean =>
  place.environment === lock.environment && place.service === lock.service

async function lock(deps: Deps, trx: Trx, incident: Incident, place: LockedPlace): Promise<void> {
  const placed = await placeLock(trx, {
    ...place,
    ...{ holder: 'pilothouse', reason: lockReason(incident), since: deps.now(), until: null },
    ...{ isLatch: false, incident: incident.id },
  })
  if (placed === 'taken') throw new Error(`Incident ${incident.id} holds that lock already.`)
}

async function tell(
  deps: Deps,
  trx: Trx,
  { id }: Incident,
  was: 'placed' | 'released',
  places: readonly LockedPlace[],
): Promise<void> {
  const where = places.map(placeInWords).join(', ')
  const did = was === 'placed' ? `locked ${where} against deployments` : `lets deployments to ${where} go on`
  await recordChange(deps, trx, id, {
    by: null,
    action: `incident.lock-${was}`,
    event: { kind: 'happened', topic: 'lock', did },
  })
}
