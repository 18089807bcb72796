import type { OpenIncident } from '../../domain/incident/incident.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { publishUpdate } from './publish-update.ts'

/**
 * Posts the facts in place of the update that nobody wrote. However many were due while the bot was away, this is one,
 * and the next is counted from now.
 */
export async function holdUpdate(deps: Deps, trx: Trx, incident: OpenIncident): Promise<void> {
  await publishUpdate(deps, trx, incident, null)
}
