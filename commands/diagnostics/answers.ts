import { aimDiagnostic, firstLook } from '../../src/domain/diagnostic/aim.ts'
import {
  type DiagnosticName,
  type DiagnosticQuestion,
  diagnosticNames,
} from '../../src/domain/diagnostic/diagnostic.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts'
import { closest } from '../../src/domain/suggestion.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { findIncidentOfChannel } from '../../src/store/incident/incidents.ts'
import { loadAlert } from '../../src/store/paging/alerts.ts'
import { type AskedFrom, askDiagnostic } from '../../src/workflows/diagnostics/ask.ts'
import { actions } from '../../views/actions.ts'
import { diagnosticBegunReply, diagnosticsReply } from '../../views/diagnostics/replies.ts'
import type { Answers, Click } from '../words.ts'
import { findNamed, parseId, refuse, reply, splitWords } from '../words.ts'

/** `/status diagnose`, `/status diagnose logs functions production 2h` */
export async function answerDiagnose(rest: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  if (rest.trim() === '') return reply(diagnosticsReply(diagnosticNames))
  const typed = parseDiagnostic(rest, deps.config)
  const question = isRefusal(typed) ? typed : aimDiagnostic(typed, deps.config)
  if (isRefusal(question)) return refuse(question)
  const from = await askedFrom(invoker, deps)
  const asked = await askDiagnostic(deps, question, from, invoker)
  return reply(diagnosticBegunReply({ question, ...asked, destination: from.destination }))
}

/** In an incident's channel everybody works on it sees the answer; elsewhere it is the asker's alone. */
async function askedFrom({ user, channel }: Invoker, { db }: Deps): Promise<AskedFrom> {
  const incident = channel ? await findIncidentOfChannel(db, channel) : null
  return { destination: incident?.channel ?? user, incidentId: incident?.id ?? null }
}

/** A name, then a service, an environment and one thing more, in any order; a service alone means what fits it. */
function parseDiagnostic(text: string, config: TeamConfig): DiagnosticQuestion | Refusal {
  const [given = '', ...words] = splitWords(text)
  const name = diagnosticNames.find((one) => one === given.toLowerCase())
  if (name !== undefined) return parsePlace(name, words, config)
  const service = findNamed('service', given, config.services)
  if (!isRefusal(service)) return parsePlace(firstLook[service.kind], [given, ...words], config)
  const suggestion = closest(given, diagnosticNames)
  return { refused: 'unknown-word', what: 'diagnostic', given, known: [...diagnosticNames], suggestion }
}

function parsePlace(name: DiagnosticName, words: string[], config: TeamConfig): DiagnosticQuestion | Refusal {
  const question: DiagnosticQuestion = { name, service: null, environment: null, argument: null }
  for (const word of words) {
    const environment = findNamed('environment', word, config.environments)
    const service = findNamed('service', word, config.services)
    if (!isRefusal(environment)) question.environment = environment.name
    else if (!isRefusal(service)) question.service = service.name
    else if (question.argument === null) question.argument = word.toLowerCase()
    else return service
  }
  return question
}

const pressed: Answers<Click> = ({ value }, invoker, deps) => answerDiagnose(value, invoker, deps)

/** What fits the service that an alert is about; where Pilothouse doesn't know it, the choice is the person's. */
const pressedOnAlert: Answers<Click> = async ({ value }, invoker, deps) => {
  const id = parseId(value)
  const alert = id === null ? null : await loadAlert(deps.db, id)
  if (!alert) return refuse({ refused: 'no-such-alert', id: value })
  const service = deps.config.services.find(({ name }) => name === alert.service)
  const place = alert.environment !== null && service && alert.environment in service.environments
  return await answerDiagnose(
    service ? [service.name, ...(place ? [alert.environment] : [])].join(' ') : '',
    invoker,
    deps,
  )
}

export const diagnosticClicks: Record<string, Answers<Click>> = {
  [actions.diagnose]: pressed,
  [actions.diagnoseAlert]: pressedOnAlert,
}
