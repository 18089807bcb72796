import { addMinutes } from 'date-fns/addMinutes'
import { earliest } from '../../domain/earliest.ts'
import type { Deps, Queue } from '../../ports.ts'
import { lockIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { advance, type Due } from '../advance.ts'
import { markDue, wakeLater } from '../wake.ts'
import { findDue, type Lane } from './duties.ts'
import { wakeIncident } from './wake.ts'

/**
 * Does whatever is due for one incident, and asks to be woken when something is due later. Safe to call at any time,
 * any number of times, on any replica.
 */
export async function advanceIncident(deps: Deps, given: string): Promise<void> {
  const [id = '', pages] = given.split('/')
  if (pages) return await advanceBeside(deps, id, 'pages')
  await advance(deps, { kind: 'incident', id, decide: (trx, number) => decide(deps, trx, number) })
}

/** What an incident wants of GitHub and the like, beside everything else. */
export const runErrands = (deps: Deps, id: string): Promise<void> => advanceBeside(deps, id, 'errands')

type Beside = Exclude<Lane, 'promises'>

/** Errands have workers of their own: where GitHub is silent for all incidents, promises find theirs free. */
const wakeOf = (id: string, lane: Beside): { queue: Queue; id: string } =>
  lane === 'pages' ? { queue: 'advance-incident', id: `${id}/pages` } : { queue: 'run-errands', id }

async function advanceBeside(deps: Deps, id: string, lane: Beside): Promise<void> {
  await advance(deps, {
    ...{ kind: 'incident', id, lane: { name: lane, wake: wakeOf(id, lane) } },
    decide: (trx, number) => decideBeside(deps, trx, number, lane),
  })
}

/** Decides under the row's lock, and does at once what needs nothing from outside. */
async function decide(deps: Deps, trx: Trx, id: number): Promise<Due> {
  const incident = await lockIncident(trx, id)
  if (!incident) return 'nothing'
  const found = await findDue(deps, trx, incident, 'promises')
  if (found === 'moved' || !('until' in found)) {
    await markDue(deps, trx, { kind: 'incident', id })
    return found
  }
  for (const lane of found.others) {
    const { queue, id: woken } = wakeOf(String(id), lane)
    await deps.jobs.wake(trx, queue, woken)
  }
  // Whoever was asked may be gone: the row remembers it.
  const again = found.others.size > 0 ? addMinutes(deps.now(), 1) : null
  await wakeLater(deps, trx, { kind: 'incident', id }, earliest([found.until, again]))
  return 'nothing'
}

/** The same for one lane beside the promises; what is due after it, they are asked for. */
async function decideBeside(deps: Deps, trx: Trx, id: number, lane: Beside): Promise<Due> {
  const incident = await lockIncident(trx, id)
  if (!incident) return 'nothing'
  const found = await findDue(deps, trx, incident, lane)
  if (found === 'moved' || !('until' in found)) return found
  await wakeIncident(deps, trx, id)
  return 'nothing'
}
