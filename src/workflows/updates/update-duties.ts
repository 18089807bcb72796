import { nextDuty } from '../../domain/incident/duty.ts'
import type { Incident, OpenIncident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import { announce } from '../incident/announce.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { plannedSetupAct } from '../incident/setup-acts.ts'
import { holdUpdate } from './hold.ts'
import { nudge } from './nudge.ts'

/** The promised updates, and what opens the incident's channel. */
export const updateAndSetupDuties: DutySource = async (deps, trx, incident) => {
  const duty = nextDuty(incident, deps.config.incidents, deps.now())
  switch (duty.do) {
    case 'act':
      return plannedSetupAct(deps, incident, { name: duty.name, key: duty.key })
    case 'wait':
      return { until: duty.until }
    case 'announce':
      await announce(deps, trx, incident)
      return 'moved'
    case 'hold':
      await holdUpdate(deps, trx, needOpen(incident))
      return 'moved'
    case 'nudge':
      await nudge(deps, trx, needOpen(incident))
      return 'moved'
  }
}

function needOpen(incident: Incident): OpenIncident {
  if (isOpen(incident)) return incident
  throw new Error(`Incident ${incident.id} has ended and owes no update.`)
}
