import { nextDuty } from '../../domain/duty.ts'
import type { Incident, OpenIncident } from '../../domain/incident.ts'
import { isOpen } from '../../domain/incident.ts'
import type { Deps } from '../../ports.ts'
import { lockIncident } from '../../store/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { advance, type Due } from '../advance.ts'
import { markDue, wakeLater } from '../wake.ts'
import { plannedIncidentAct } from './acts.ts'
import { announce } from './announce.ts'
import { holdUpdate } from './hold.ts'
import { nudgeCommander } from './nudge.ts'

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
  const duty = nextDuty(incident, deps.config.incidents, deps.now())
  if (duty.do !== 'wait') await markDue(deps, trx, { kind: 'incident', id })
  switch (duty.do) {
    case 'act':
      return plannedIncidentAct(deps, incident, { name: duty.name, key: duty.key })
    case 'wait':
      await wakeLater(deps, trx, { kind: 'incident', id }, duty.until)
      return 'nothing'
    case 'announce':
      await announce(deps, trx, incident)
      return 'moved'
    case 'hold':
      await holdUpdate(deps, trx, needOpen(incident))
      return 'moved'
    case 'nudge':
      await nudgeCommander(deps, trx, needOpen(incident))
      return 'moved'
  }
}

function needOpen(incident: Incident): OpenIncident {
  if (isOpen(incident)) return incident
  throw new Error(`Incident ${incident.id} is resolved and owes no update.`)
}
