import { closest } from '../../src/domain/suggestion.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { lookIntoDatabase } from '../../src/workflows/data/look.ts'
import { surveyData } from '../../src/workflows/data/survey.ts'
import { actions } from '../../views/actions.ts'
import { dataReply } from '../../views/data/reply.ts'
import type { Answers, Click } from '../words.ts'
import { refuse, reply, splitWords } from '../words.ts'

/** `/status data`, `/status data shop`, `/status data shop now` */
export async function answerData(rest: string, _invoker: Invoker, deps: Deps): Promise<Answer> {
  const [name, now, ...more] = splitWords(rest)
  const known = Object.keys(deps.config.databases)
  if (more.length > 0 || (now !== undefined && now.toLowerCase() !== 'now'))
    return refuse({
      refused: 'missing-words',
      command: '/status data',
      missing: 'the name of a database at most, and behind it `now` to look into it at once',
      example: `/status data ${known[0] ?? 'shop'} now`,
    })
  const database = known.find((one) => one === name?.toLowerCase())
  if (name !== undefined && database === undefined)
    return refuse({
      refused: 'unknown-word',
      what: 'database',
      given: name,
      known,
      suggestion: closest(name, known),
    })
  const isBusy = now !== undefined && database !== undefined && !(await lookIntoDatabase(deps, database))
  const surveyed = await surveyData(deps, database === undefined ? known : [database])
  return reply(dataReply(surveyed, { now: deps.now(), isBusy }))
}

const pressed: Answers<Click> = ({ value }, invoker, deps) => answerData(`${value} now`, invoker, deps)

export const dataClicks: Record<string, Answers<Click>> = { [actions.lookIntoDatabase]: pressed }
