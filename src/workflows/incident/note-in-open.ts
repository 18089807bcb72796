import { openStates } from '../../domain/incident.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { type Change, recordChange } from './change.ts'

/** Writes something that Pilothouse did into every open incident, in the transaction that decides it. */
export async function noteInOpenIncidents(
  deps: Deps,
  trx: Trx,
  change: Pick<Change, 'action' | 'event'>,
): Promise<void> {
  const open = await trx
    .selectFrom('incidents')
    .select('id')
    .where('state', 'in', openStates)
    // Always in the same order, so that two changes that end at once don't wait for each other.
    .orderBy('id')
    .execute()
  for (const { id } of open) await recordChange(deps, trx, id, { by: null, ...change })
}
