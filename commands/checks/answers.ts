import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { lookNow } from '../../src/workflows/checks/run.ts'
import { surveyFigures, surveyHistory } from '../../src/workflows/checks/survey.ts'
import { surveyChecks } from '../../src/workflows/status/survey-checks.ts'
import { actions } from '../../views/actions.ts'
import { checksReply, shownOf } from '../../views/checks/list.ts'
import { checkReply } from '../../views/checks/one.ts'
import type { Answers, Click } from '../words.ts'
import { findNamed, refuse, reply, splitWords } from '../words.ts'

type Names = { service: string | null; environment: string | null }

/** `/status checks`, `/status checks web production` */
export async function answerChecks(names: Names, _invoker: Invoker, deps: Deps): Promise<Answer> {
  const checks = (await surveyChecks(deps)).filter(
    ({ service, environment }) =>
      service === (names.service ?? service) && environment === (names.environment ?? environment),
  )
  const figures = await surveyFigures(
    deps,
    shownOf(checks).map(({ name }) => name),
  )
  return reply(checksReply({ checks, figures, now: deps.now() }))
}

/** `/status check shop-front`, `/status check shop-front now` */
export async function answerCheck(rest: string, _invoker: Invoker, deps: Deps): Promise<Answer> {
  const [name, now, ...more] = splitWords(rest)
  if (name === undefined || more.length > 0 || (now !== undefined && now.toLowerCase() !== 'now'))
    return refuse({
      refused: 'missing-words',
      command: '/status check',
      missing: 'the name of one check, and behind it `now` to look at it at once, and nothing else',
      example: `/status check ${deps.config.checks[0]?.name ?? 'shop-front'} now`,
    })
  const policy = findNamed('check', name, deps.config.checks)
  if (isRefusal(policy)) return refuse(policy)
  if (now !== undefined) await lookNow(deps, policy.name)
  return reply(checkReply(await surveyHistory(deps, policy), deps.now()))
}

const pressed: Answers<Click> = ({ value }, invoker, deps) => answerCheck(`${value} now`, invoker, deps)

export const checkClicks: Record<string, Answers<Click>> = { [actions.lookAtCheck]: pressed }
