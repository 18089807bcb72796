import { openStates } from '../../domain/incident/incident.ts'
import type { Deps } from '../../ports.ts'
import { storedAffects } from '../../store/incident/incident-documents.ts'
import type { Trx } from '../../store/tables.ts'
import { type Change, recordChange } from '../incident/change.ts'

/**
 * Writes something that Pilothouse did into every open incident that it may concern, in the transaction that decides it:
 * what was done to a service is nothing to an incident that is known to affect others only.
 */
export async function noteInOpenIncidents(
  deps: Deps,
  trx: Trx,
  { service, ...change }: Pick<Change, 'action' | 'event'> & { service: string | null },
): Promise<void> {
  const open = await trx
    .selectFrom('incidents')
    .select(['id', 'affects'])
    .where('state', 'in', openStates)
    // Always in the same order, so that two changes that end at once don't wait for each other.
    .orderBy('id')
    .execute()
  const isConcerned = (affects: readonly string[]) =>
    service === null || affects.length === 0 || affects.includes(service)
  const concerned = open.filter(({ affects }) => isConcerned(storedAffects.parse(affects)))
  for (const { id } of concerned) await recordChange(deps, trx, id, { by: null, ...change })
}
