import type { Incident } from '../src/domain/incident/incident.ts'
import { maySee } from '../src/domain/incident/incident.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { listResolvedIncidents } from '../src/store/incident/incidents.ts'
import { verifyIncident } from '../src/workflows/timeline/verify.ts'
import { severitiesReply } from '../views/declare/severity-words.ts'
import { helpReply } from '../views/help-reply.ts'
import { incidentsReply } from '../views/incident/list-reply.ts'
import { verifiedReply } from '../views/incident/replies.ts'
import { type AnswerTable, answerFrom, type CommandOf } from './answer-table.ts'
import { answerCure } from './cure/answers.ts'
import { declare, join } from './declare/changes.ts'
import { answerDiagnose } from './diagnostics/answers.ts'
import { answerDrill, answerDrills } from './drill/answers.ts'
import * as doing from './incident/changes.ts'
import type { IncidentCommand } from './incident/grammar.ts'
import { parseIncident } from './incident/grammar.ts'
import { openDeclareForm, openIncidentModal } from './incident/modals.ts'
import { findMeant, listVisible } from './incident/which.ts'
import { answerLifecycle } from './lifecycle/answers.ts'
import { answerMetrics } from './metrics/answers.ts'
import { ackAlert, fromAlert } from './paging/alerts.ts'
import { acknowledge, page } from './paging/changes.ts'
import { showOnCall } from './paging/on-call.ts'
import { answerPostmortem } from './postmortem/answers.ts'
import { answerRole, claim, role } from './roles/answers.ts'
import { runbook, tickStep } from './runbooks/answers.ts'
import { alterTask, task, tasks } from './tasks/answers.ts'
import { openTimeline, sendTimeline } from './timeline/answers.ts'
import { setCadence } from './updates/cadence.ts'
import { giveLink } from './updates/link.ts'
import { settlePublic, suggestPublic } from './updates/public.ts'
import { refuse, reply } from './words.ts'

export { incidentClicks } from './incident/clicks.ts'
export { incidentForms } from './incident/forms.ts'
export { incidentShortcuts } from './incident/shortcuts.ts'

/** `/incident …` */
export async function incident(text: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const command = parseIncident(text, deps.config)
  return isRefusal(command) ? refuse(command) : await answerFrom(answers, command, invoker, deps)
}

const answers: AnswerTable<IncidentCommand> = {
  help: () => reply(helpReply('incident')),
  oncall: (_command, _invoker, deps) => showOnCall(deps),
  list: (_command, invoker, deps) => list(invoker, deps),
  metrics: answerMetrics,
  drill: answerDrill,
  drills: answerDrills,
  diagnose: ({ text }, invoker, deps) => answerDiagnose(text, invoker, deps),
  task: about((meant, command, invoker, deps) => task(meant, command, invoker, deps)),
  action: about((meant, command, invoker, deps) => task(meant, command, invoker, deps)),
  tasks: about((meant, _command, _invoker, deps) => tasks(meant, deps)),
  done: alterTask,
  drop: alterTask,
  assign: alterTask,
  due: alterTask,
  timeline: about((meant, { filter }, invoker, deps) =>
    openTimeline(meant, { filter, page: null }, invoker, deps),
  ),
  export: about((meant, { format }, invoker, deps) => sendTimeline(meant, format, invoker, deps)),
  amend: about(({ id }, { seq, text }, invoker, deps) => doing.amend({ id, seq, text }, invoker, deps)),
  form: (command, invoker, deps) => openDeclareForm(command, invoker, deps),
  declare: ({ verb: _, ...declaration }, invoker, deps) => declare(declaration, invoker, deps),
  join: about(({ id }, _command, invoker, deps) => join({ id }, invoker, deps)),
  severities: (_command, _invoker, { config }) => reply(severitiesReply(config.incidents.severities)),
  ack: about(({ id }, _command, invoker, deps) => acknowledge(id, invoker, deps)),
  'ack-alert': ({ alert }, invoker, deps) => ackAlert(alert, invoker, deps),
  page: about(page),
  'from-alert': (command, invoker, deps) => fromAlert(command, invoker, deps),
  verify: about(({ id }, _command, _invoker, deps) => verify(id, deps)),
  confirm: about(answerLifecycle),
  continue: about(answerLifecycle),
  decline: about(answerLifecycle),
  cancel: about(answerLifecycle),
  merge: about(answerLifecycle),
  pause: about(answerLifecycle),
  affects: about(answerLifecycle),
  since: about(answerLifecycle),
  claim: about(({ id }, _command, invoker, deps) => claim(id, invoker, deps)),
  runbook: about((meant, command, invoker, deps) => runbook(meant, command, invoker, deps)),
  tick: about((meant, command, invoker, deps) => tickStep(meant, command, invoker, deps)),
  untick: about((meant, command, invoker, deps) => tickStep(meant, command, invoker, deps)),
  role: about((meant, command, invoker, deps) => role(meant, command, invoker, deps)),
  accept: about((meant, command, invoker, deps) => answerRole(meant, command, invoker, deps)),
  'decline-role': about((meant, command, invoker, deps) => answerRole(meant, command, invoker, deps)),
  suspects: about(answerCure),
  rollback: about(answerCure),
  unlock: about(answerCure),
  correlate: about(answerCure),
  postmortem: about(answerPostmortem),
  close: about(answerPostmortem),
  review: about(answerPostmortem),
  state: about(({ id }, { state }, invoker, deps) => doing.setState({ id, state }, invoker, deps)),
  severity: about(setSeverity),
  link: about((meant, _command, invoker, deps) => giveLink(meant, invoker, deps)),
  cadence: about(({ id }, { every }, invoker, deps) => setCadence({ id, every }, invoker, deps)),
  public: about(({ id }, { text }, invoker, deps) => suggestPublic({ id, text }, invoker, deps)),
  publish: ({ publicId }, invoker, deps) => settlePublic({ publicId, is: 'published' }, invoker, deps),
  reject: ({ publicId }, invoker, deps) => settlePublic({ publicId, is: 'rejected' }, invoker, deps),
  update: withText((id, whatChanged, invoker, deps) =>
    doing.update({ id, whatChanged, impact: null, nextStep: null }, invoker, deps),
  ),
  note: withText((id, text, invoker, deps) => doing.note({ id, text }, invoker, deps)),
  resolve: about(resolve),
  reopen: withText((id, because, invoker, deps) => doing.reopen({ id, because }, invoker, deps)),
}

type Meant = Extract<IncidentCommand, { id: number | null }>
type AnswerAbout<Command extends Meant> = (
  meant: Incident,
  command: Command,
  invoker: Invoker,
  deps: Deps,
) => Answer | Promise<Answer>

/** For what is about one incident, which may have been left to the channel to name. */
function about<Command extends Meant>(answer: AnswerAbout<Command>) {
  return async (command: Command, invoker: Invoker, deps: Deps): Promise<Answer> => {
    const meant = await findMeant(command, invoker, deps)
    return isRefusal(meant) ? refuse(meant) : await answer(meant, command, invoker, deps)
  }
}

type TextVerb = 'update' | 'note' | 'reopen'

/** A form opens where no text was typed. */
function withText(write: (id: number, text: string, invoker: Invoker, deps: Deps) => Promise<Answer>) {
  return about<CommandOf<IncidentCommand, TextVerb>>((meant, { verb, text }, invoker, deps) =>
    text === null ? openIncidentModal(verb, meant, invoker, deps) : write(meant.id, text, invoker, deps),
  )
}

function resolve(
  meant: Incident,
  { text, anyway }: CommandOf<IncidentCommand, 'resolve'>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  return text === null
    ? openIncidentModal('resolve', meant, invoker, deps, anyway)
    : doing.resolve({ id: meant.id, summary: text, anyway }, invoker, deps)
}

function setSeverity(
  meant: Incident,
  { severity, because }: CommandOf<IncidentCommand, 'severity'>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  return severity === null
    ? openIncidentModal('severity', meant, invoker, deps)
    : doing.setSeverity({ id: meant.id, severity, because }, invoker, deps)
}

async function list(invoker: Invoker, deps: Deps): Promise<Answer> {
  const [open, restored] = await Promise.all([listVisible(invoker, deps), listResolvedIncidents(deps.db, 20)])
  const resolved = restored.filter((incident) => maySee(incident, invoker))
  const nameOf = (level: string) =>
    deps.config.incidents.severities.find((severity) => severity.level === level)?.name ?? null
  const shown = open.map((incident) => ({ incident, severityName: nameOf(incident.severity) }))
  return reply(incidentsReply({ now: deps.now(), open: shown, resolved }))
}

async function verify(id: number, deps: Deps): Promise<Answer> {
  const { entries, verified } = await verifyIncident(deps, id)
  return reply(verifiedReply({ id, entries, broken: verified.isIntact ? null : verified }))
}
