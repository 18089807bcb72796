import { isAfter } from 'date-fns/isAfter'
import { momentOf, type WantedTime } from '../../src/domain/deployment/start-time.ts'
import type { Incident } from '../../src/domain/incident/incident.ts'
import { isRestored } from '../../src/domain/incident/incident.ts'
import { sectionsOf } from '../../src/domain/postmortem/document.ts'
import { outletOf, writtenSections } from '../../src/domain/postmortem/postmortem.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { loadPostmortem } from '../../src/store/postmortem/postmortems.ts'
import { loadFacts } from '../../src/workflows/postmortem/facts.ts'
import { timeZoneFor } from '../../src/workflows/time-zone.ts'
import { closeModal } from '../../views/postmortem/close-modal.ts'
import { postmortemModal } from '../../views/postmortem/modal.ts'
import { writeMetadata } from '../incident/modals.ts'
import { refuse } from '../words.ts'
import * as doing from './changes.ts'
import type { PostmortemCommand } from './grammar.ts'

/** Does what was typed or pressed about the time after an incident. */
export async function answerPostmortem(
  incident: Incident,
  command: PostmortemCommand,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const { id, state } = incident
  switch (command.verb) {
    case 'postmortem':
      if (command.what === 'again') return await doing.again({ id }, invoker, deps)
      if (command.what === 'check') return await doing.look({ id }, invoker, deps)
      return await beginOrEdit(incident, invoker, deps)
    case 'close': {
      const { because } = command
      if (because !== null) return await doing.close({ id, because }, invoker, deps)
      if (!isRestored(incident) || state === 'closed')
        return refuse({ refused: 'wrong-incident-state', id, state, verb: 'close' })
      const view = closeModal(incident)
      return { answer: 'open', view: { ...view, private_metadata: writeMetadata(incident, invoker) } }
    }
    case 'review':
      return command.at === 'held'
        ? await doing.held({ id }, invoker, deps)
        : await review(id, command.at, invoker, deps)
  }
}

async function beginOrEdit(incident: Incident, invoker: Invoker, deps: Deps): Promise<Answer> {
  const { id } = incident
  const postmortem = await loadPostmortem(deps.db, id)
  if (!isRestored(incident) || incident.state === 'resolved' || !postmortem) {
    const { repository } = deps.config.incidents.postmortem
    return await doing.begin({ id, outlet: outletOf(incident, repository) }, invoker, deps)
  }
  const facts = await loadFacts(deps, deps.db, incident, postmortem)
  const view = postmortemModal({
    incident,
    sections: sectionsOf(postmortem, facts),
    written: writtenSections.filter((name) => postmortem.sections[name] !== undefined),
    isLeftAlone: postmortem.isLeftAlone || postmortem.pull?.ended === 'merged',
  })
  const metadata = writeMetadata(incident, invoker, String(postmortem.version))
  return { answer: 'open', view: { ...view, private_metadata: metadata } }
}

async function review(id: number, wanted: WantedTime, invoker: Invoker, deps: Deps): Promise<Answer> {
  const { timeZone } = await timeZoneFor(deps, invoker.user)
  const at = momentOf(wanted, timeZone, deps.now())
  if (isAfter(at, deps.now())) return await doing.review({ id, at }, invoker, deps)
  return refuse({
    refused: 'missing-words',
    command: '/incident review',
    missing: 'a time that is still to come',
    example: `/incident review ${id} tomorrow 10:00`,
  })
}
