import type { Incident } from '../../src/domain/incident/incident.ts'
import { isOpen } from '../../src/domain/incident/incident.ts'
import type { Answer, Deps, Invoker, Reply } from '../../src/ports.ts'
import { correlateErrors } from '../../src/workflows/cure/correlate.ts'
import { lookElsewhere } from '../../src/workflows/cure/elsewhere.ts'
import { liftLock } from '../../src/workflows/cure/lift-lock.ts'
import { rollBackSuspect } from '../../src/workflows/cure/roll-back.ts'
import { suspicionOf } from '../../src/workflows/cure/suspicion.ts'
import { correlationReply, lookingReply } from '../../views/cure/correlation.ts'
import { curingReply, liftedReply, suspectsReply } from '../../views/cure/replies.ts'
import { unlockModal } from '../../views/cure/unlock-modal.ts'
import { answerOr, type Refuse } from '../incident/changes.ts'
import { writeMetadata } from '../incident/modals.ts'
import { refuse, reply } from '../words.ts'
import type { CureCommand } from './grammar.ts'

/** Does what was typed or pressed about an incident's cause. */
export async function answerCure(
  incident: Incident,
  command: CureCommand,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  switch (command.verb) {
    case 'suspects':
      return await showSuspects(incident, deps)
    case 'rollback':
      return await rollBack(incident, command.deployment, invoker, deps)
    case 'unlock':
      if (command.because !== null)
        return await unlock({ id: incident.id, because: command.because }, invoker, deps)
      return openUnlock(incident, invoker)
    case 'correlate':
      return {
        answer: 'reply',
        reply: lookingReply(incident.id),
        later: () => lookAtErrors(incident, command.windowMs, deps),
      }
  }
}

async function lookAtErrors(incident: Incident, windowMs: number | null, deps: Deps): Promise<Reply> {
  const { id, title } = incident
  const correlation = await correlateErrors(deps, incident, windowMs ?? undefined)
  return correlationReply({ id, title, correlation })
}

async function showSuspects(incident: Incident, deps: Deps): Promise<Answer> {
  const { id, title } = incident
  const [suspicion, elsewhere] = await Promise.all([
    suspicionOf(deps, incident),
    lookElsewhere(deps, incident),
  ])
  return reply(suspectsReply({ id, title, suspicion, elsewhere }))
}

async function rollBack(
  incident: Incident,
  deployment: number,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const cured = await rollBackSuspect(deps, incident, deployment, invoker)
  return answerOr(cured, refuse, (curing) => curingReply({ incident: incident.id, ...curing }))
}

export async function unlock(
  lifting: { id: number; because: string },
  invoker: Invoker,
  deps: Deps,
  no: Refuse = refuse,
): Promise<Answer> {
  return answerOr(await liftLock(deps, lifting, invoker), no, ({ freed }) =>
    liftedReply({ id: lifting.id, freed }),
  )
}

/** Who may not is told before they type a reason; whether they may is decided again when it arrives. */
function openUnlock(incident: Incident, invoker: Invoker): Answer {
  const { id, state, commander } = incident
  if (!isOpen(incident)) return refuse({ refused: 'wrong-incident-state', id, state, verb: 'unlock' })
  if (invoker.user !== commander)
    return refuse({ refused: 'commander-only', id, commander, verb: 'let deployments go on' })
  const metadata = writeMetadata(incident, invoker)
  return { answer: 'open', view: { ...unlockModal(incident), private_metadata: metadata } }
}
