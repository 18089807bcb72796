import type { Deps } from '../../ports.ts'
import { lockIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { advance, type Due } from '../advance.ts'
import { markDue, wakeLater } from '../wake.ts'
import { findDue } from './duties.ts'

/**
 * Does whatever is due for one incident, and asks to be woken when something is due later. Safe to call at any time,
 * any number of times, on any replica.
 */
export async function advanceIncident(deps: Deps, id: string): Promise<void> {
  await advance(deps, { kind: 'incident', id, decide: (trx, number) => decide(deps, trx, number) })
}

/** Decides under the row's lock, and does at once what needs nothing from outside. */
async function decide(deps: Deps, trx: Trx, id: number): Promise<Due> {
  const incident = await lockIncident(trx, id)
  if (!incident) return 'nothing'
  const found = await findDue(deps, trx, incident)
  if (found === 'moved' || !('until' in found)) {
    await markDue(deps, trx, { kind: 'incident', id })
    return found
  }
  await wakeLater(deps, trx, { kind: 'incident', id }, found.until)
  return 'nothing'
}
