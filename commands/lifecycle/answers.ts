import type { WantedTime } from '../../src/domain/deployment/start-time.ts'
import { momentOf } from '../../src/domain/deployment/start-time.ts'
import type { Incident } from '../../src/domain/incident/incident.ts'
import { isOpen } from '../../src/domain/incident/incident.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { timeZoneFor } from '../../src/workflows/time-zone.ts'
import {
  affectsModal,
  beganModal,
  cancelModal,
  declineModal,
  mergeModal,
  pauseModal,
} from '../../views/lifecycle/modals.ts'
import { writeMetadata } from '../incident/modals.ts'
import { listVisible } from '../incident/which.ts'
import { refuse } from '../words.ts'
import * as doing from './changes.ts'
import type { LifecycleCommand } from './grammar.ts'

/** Does what was typed or pressed; where a reason or a time is missing, its form opens. */
export async function answerLifecycle(
  incident: Incident,
  command: LifecycleCommand,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const { id } = incident
  switch (command.verb) {
    case 'confirm':
      return await doing.confirm({ id }, invoker, deps)
    case 'continue':
      return await doing.goOn({ id }, invoker, deps)
    case 'decline':
    case 'cancel':
      return await end(incident, command, invoker, deps)
    case 'merge': {
      const { into, because } = command
      if (into !== null && because !== null) return await doing.merge({ id, into, because }, invoker, deps)
      return await openMerge(incident, into, invoker, deps)
    }
    case 'pause': {
      const until = command.until && (await momentFor(command.until, invoker, deps))
      const { because } = command
      if (because !== null) return await doing.pause({ id, until, because }, invoker, deps)
      if (!isOpen(incident)) return refuseState(incident, 'pause')
      return opened(pauseModal(incident, until), incident, invoker)
    }
    case 'affects': {
      if (command.services) return await doing.affects({ id, services: command.services }, invoker, deps)
      const known = deps.config.services.map(({ name }) => name)
      return opened(affectsModal(incident, known), incident, invoker, incident.affects.join())
    }
    case 'since':
      if (command.began) return await doing.beganAsSaid(id, command.began, invoker, deps)
      return opened(beganModal(incident), incident, invoker)
  }
}

async function end(
  incident: Incident,
  { verb, because }: Extract<LifecycleCommand, { verb: 'decline' | 'cancel' }>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const as = verb === 'decline' ? 'declined' : 'cancelled'
  if (because !== null) return await doing.drop({ id: incident.id, as, because }, invoker, deps)
  const isDone = verb === 'decline' ? incident.state !== 'triage' : !isOpen(incident)
  if (isDone) return refuseState(incident, verb)
  return opened(verb === 'decline' ? declineModal(incident) : cancelModal(incident), incident, invoker)
}

async function openMerge(
  incident: Incident,
  into: number | null,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  if (!isOpen(incident)) return refuseState(incident, 'merge')
  const open = await listVisible(invoker, deps)
  const others = open.filter(({ id }) => id !== incident.id)
  return opened(mergeModal(incident, others, into), incident, invoker)
}

const refuseState = ({ id, state }: Incident, verb: string): Answer =>
  refuse({ refused: 'wrong-incident-state', id, state, verb })

function opened(
  view: ReturnType<typeof pauseModal>,
  incident: Incident,
  invoker: Invoker,
  seen?: string,
): Answer {
  return { answer: 'open', view: { ...view, private_metadata: writeMetadata(incident, invoker, seen) } }
}

async function momentFor(wanted: WantedTime, { user }: Invoker, deps: Deps): Promise<Date> {
  return momentOf(wanted, (await timeZoneFor(deps, user)).timeZone, deps.now())
}
