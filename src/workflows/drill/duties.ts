import type { Drill } from '../../domain/drill/drill.ts'
import { nextDrillDuty, switched } from '../../domain/drill/drill.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import type { Deps } from '../../ports.ts'
import { findRealIncident, loadDrill } from '../../store/drill/drills.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Trx } from '../../store/tables.ts'
import { recordChange } from '../incident/change.ts'
import { channelFor } from '../incident/channel-for.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { order } from '../refresh.ts'
import { endScored } from './score.ts'
import { dropDrill } from './stop.ts'

/** The steps of a drill, and its end. */
export const drillDuties: DutySource = async (deps, trx, incident) => {
  const drill = incident.isDrill ? await loadDrill(trx, incident.id) : null
  if (!drill) return { until: null }
  const real = drill.endedAt ? null : await findRealIncident(trx, incident.id)
  const facts = { now: deps.now(), canSwitch: deps.switchFault !== null, real }
  const duty = nextDrillDuty(drill, incident, facts)
  switch (duty.do) {
    case 'wait':
      return { until: duty.until }
    case 'switch':
      return plannedSwitch(deps, incident, duty)
    case 'say':
      await sayStep(deps, trx, { drill, incident, step: duty.step })
      return 'moved'
    case 'stop':
      if (!isOpen(incident)) throw new Error(`Incident ${incident.id} has ended already.`)
      await dropDrill(deps, trx, incident, { because: duty.because, by: null })
      return 'moved'
    case 'score':
      await endScored(deps, trx, drill, incident)
      return 'moved'
  }
}

type Switch = { key: string; fault: { name: string; isOn: boolean } }

/** A failure is told with the step. */
function plannedSwitch(deps: Deps, incident: Incident, { key, fault }: Switch) {
  if (!deps.switchFault) throw new Error('A drill may break something in the sandbox only.')
  return planIncidentAct(deps, incident.id, {
    ...{ name: key, key, act: deps.switchFault, input: fault, service: 'The sandbox' },
    ended: async () => null,
  })
}

type Step = { drill: Drill; incident: Incident; step: number }

/** Tells what is to be imagined, once: the count of steps and the post are of one transaction. */
async function sayStep(deps: Deps, trx: Trx, { drill, incident, step }: Step): Promise<void> {
  const { id } = incident
  const told = drill.script.steps[step]
  if (!told) throw new Error(`Drill ${id} has no step ${step}.`)
  await trx
    .updateTable('drills')
    .set({ steps_done: step + 1 })
    .where('incident_id', '=', id)
    .where('steps_done', '=', step)
    .executeTakeFirstOrThrow()
  const fault = told.fault && {
    isOn: told.fault.isOn,
    went: switched(incident, step) ?? ('imagined' as const),
  }
  await order(deps, trx, {
    key: `incident/${id}/drill/step/${step}`,
    destination: channelFor(incident, deps.config),
    subject: incidentSubject(id),
    post: { purpose: 'drill-step', step: step + 1, of: drill.script.steps.length, say: told.say, fault },
    at: deps.now(),
  })
  const did = `told step ${step + 1} of the drill: ${told.say}`.replace(/\.$/, '')
  const event = { kind: 'happened', topic: 'drill', did } as const
  await recordChange(deps, trx, id, { by: null, action: 'incident.drill-step', event })
}
