import type { Incident } from '../src/domain/incident.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { listOpenIncidents, listResolvedIncidents } from '../src/store/incidents.ts'
import { verifyIncident } from '../src/workflows/incident/verify.ts'
import { helpReply } from '../views/help-reply.ts'
import { incidentsReply } from '../views/incident/list-reply.ts'
import { verifiedReply } from '../views/incident/replies.ts'
import * as doing from './incident/changes.ts'
import type { IncidentCommand } from './incident/grammar.ts'
import { parseIncident } from './incident/grammar.ts'
import { openDeclareForm, openIncidentModal } from './incident/modals.ts'
import { findMeant } from './incident/which.ts'
import { refuse, reply } from './words.ts'

export { incidentClicks } from './incident/clicks.ts'
export { incidentForms } from './incident/forms.ts'
export { incidentShortcuts } from './incident/shortcuts.ts'

/** `/incident …` */
export async function incident(text: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const command = parseIncident(text, deps.config.incidents)
  if (isRefusal(command)) return refuse(command)
  switch (command.verb) {
    case 'help':
      return reply(helpReply('incident'))
    case 'list':
      return await list(deps)
    case 'form':
      return openDeclareForm(command.severity, invoker, deps)
    case 'declare':
      return await doing.declare(command, invoker, deps)
    default: {
      const meant = await findMeant(command, invoker, deps)
      return isRefusal(meant) ? refuse(meant) : await answerAbout(meant, command, invoker, deps)
    }
  }
}

type About = Extract<IncidentCommand, { id: number | null }>

async function answerAbout(meant: Incident, command: About, invoker: Invoker, deps: Deps): Promise<Answer> {
  const { id } = meant
  const open = (verb: Parameters<typeof openIncidentModal>[0]) =>
    openIncidentModal(verb, meant, invoker, deps)
  switch (command.verb) {
    case 'timeline':
      return await open('timeline')
    case 'verify':
      return await verify(id, deps)
    case 'claim':
      return await doing.handOverTo({ id, to: invoker.user }, invoker, deps)
    case 'state':
      return await doing.setState({ id, state: command.state }, invoker, deps)
    case 'severity': {
      const { severity, because } = command
      return severity === null
        ? await open('severity')
        : await doing.setSeverity({ id, severity, because }, invoker, deps)
    }
    case 'commander':
      return command.user === null
        ? await open('commander')
        : await doing.handOverTo({ id, to: command.user }, invoker, deps)
    default:
      return command.text === null
        ? await open(command.verb)
        : await write(command.verb, id, command.text, invoker, deps)
  }
}

async function write(
  verb: 'update' | 'note' | 'resolve' | 'reopen',
  id: number,
  text: string,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  switch (verb) {
    case 'update': {
      const update = { id, whatChanged: text, impact: null, nextStep: null }
      return await doing.update(update, invoker, deps)
    }
    case 'note':
      return await doing.note({ id, text }, invoker, deps)
    case 'resolve':
      return await doing.resolve({ id, summary: text }, invoker, deps)
    case 'reopen':
      return await doing.reopen({ id, because: text }, invoker, deps)
  }
}

async function list(deps: Deps): Promise<Answer> {
  const [open, resolved] = await Promise.all([listOpenIncidents(deps.db), listResolvedIncidents(deps.db, 5)])
  const nameOf = (level: string) =>
    deps.config.incidents.severities.find((severity) => severity.level === level)?.name ?? null
  const shown = open.map((incident) => ({ incident, severityName: nameOf(incident.severity) }))
  return reply(incidentsReply({ now: deps.now(), open: shown, resolved }))
}

async function verify(id: number, deps: Deps): Promise<Answer> {
  const { entries, verified } = await verifyIncident(deps, id)
  return reply(verifiedReply({ id, entries, broken: verified.isIntact ? null : verified }))
}
