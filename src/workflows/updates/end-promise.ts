import type { OpenIncident } from '../../domain/incident/incident.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { settlePromise } from '../../store/updates/updates.ts'
import { refreshNudges } from './nudge.ts'

type Ended = { state: 'kept' | 'late' | 'held' | 'released'; at: Date; updateId?: number | undefined }

/** Ends the incident's open promise, if it has one; whoever was reminded of it reads how it ended. */
export async function endPromise(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { state, at, updateId }: Ended,
): Promise<void> {
  await settlePromise(trx, incident.id, state, { at, updateId: updateId ?? null })
  await refreshNudges(deps, trx, incident)
}
