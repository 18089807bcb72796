import type { Refusal } from '../src/domain/refusal.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { closest } from '../src/domain/suggestion.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { surveyComponent } from '../src/workflows/status/survey-component.ts'
import { driftReply } from '../views/deployment/drift-reply.ts'
import { helpReply } from '../views/help-reply.ts'
import { componentBlocks } from '../views/status/component.ts'
import { statusReply } from '../views/status-reply.ts'
import { alertWords } from './alerts/words.ts'
import { answerCheck, answerChecks } from './checks/answers.ts'
import { answerData } from './data/answers.ts'
import { answerCorrect } from './data/correct.ts'
import { answerDiagnose } from './diagnostics/answers.ts'
import { takeWord } from './incident/typed.ts'
import { answerCapacity } from './measure/capacity.ts'
import { answerCost } from './measure/cost.ts'
import { answerMaintenance } from './page/maintenance.ts'
import { answerPage } from './page/page.ts'
import { parseNames } from './place-grammar.ts'
import { answerDoctor } from './status/doctor.ts'
import { answerStatusMetrics } from './status/metrics.ts'
import { narrowed, takeOverview } from './status/overview.ts'
import { answerStatusQueue, settleQueue } from './status/queue.ts'
import { answerAttest, answerReadiness } from './status/readiness.ts'
import { listedVariables } from './variables.ts'
import { refuse, reply, splitWords } from './words.ts'

/** Answers a word of `/status`; `rest` is what was typed behind it. */
type AnswerWord = (rest: string, invoker: Invoker, deps: Deps) => Answer | Promise<Answer>

/** What may stand first, besides a service or an environment; each theme keeps its own words. */
const words: Record<string, AnswerWord> = {
  help: () => reply(helpReply('status')),
  doctor: answerDoctor,
  metrics: answerStatusMetrics,
  readiness: answerReadiness,
  attest: answerAttest,
  drift: async (_rest, invoker, deps) => reply(driftReply(await takeOverview(invoker, deps))),
  variables: (rest, _invoker, deps) => listedVariables(splitWords(rest)[0], deps),
  checks: atPlace(answerChecks),
  check: answerCheck,
  diagnose: answerDiagnose,
  queue: atPlace(answerStatusQueue),
  replay: settleQueue('replay'),
  discard: settleQueue('discard'),
  data: answerData,
  correct: answerCorrect,
  capacity: answerCapacity,
  cost: answerCost,
  page: (_rest, _invoker, deps) => answerPage(deps),
  maintenance: answerMaintenance,
  ...alertWords,
}

/** No service may be called so: src/config/taken-words.ts. */
export const statusWords: readonly string[] = Object.keys(words)

/** `/status`, `/status web`, `/status web production`, or a word and what it needs */
export async function status(text: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const [first, rest] = takeWord(text)
  const word = first.toLowerCase()
  const answer = Object.hasOwn(words, word) ? words[word] : undefined
  if (answer) return await answer(rest, invoker, deps)
  const names = parseNames(splitWords(text), deps.config)
  if (isRefusal(names)) return refuse(meantAsCommand(names))
  const { service, environment } = names
  const overview = narrowed(await takeOverview(invoker, deps), names)
  if (service === null) return reply(statusReply(overview))
  const component = await surveyComponent(deps, { service, environment }, invoker)
  const { checks } = overview
  return reply(statusReply({ ...overview, lately: [] }, componentBlocks({ ...component, checks })))
}

type Names = { service: string | null; environment: string | null }

/** For words that a service, an environment or both may follow. */
function atPlace(answer: (names: Names, invoker: Invoker, deps: Deps) => Promise<Answer>): AnswerWord {
  return async (rest, invoker, deps) => {
    const names = parseNames(splitWords(rest), deps.config)
    return isRefusal(names) ? refuse(names) : await answer(names, invoker, deps)
  }
}

/** What is no service may be a command that was typed wrong. */
function meantAsCommand(refusal: Refusal): Refusal {
  if (refusal.refused !== 'unknown-word') return refusal
  const known = [...statusWords]
  const suggestion = closest(refusal.given, known)
  return suggestion ? { ...refusal, what: 'command', known, suggestion } : refusal
}
