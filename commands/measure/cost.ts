import type { TypedCost } from '../../src/domain/measure/measured.ts'
import { dayOfMonth, parseMonth } from '../../src/domain/measure/month.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { surveyCosts, typeCost } from '../../src/workflows/measure/cost.ts'
import { costReply, typedCostReply } from '../../views/measure/cost.ts'
import { findNamed, refuse, reply, splitWords } from '../words.ts'

/** `/status cost`, `/status cost add openai 412.50 for october`, `/status cost set openai 900` */
export async function answerCost(rest: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  if (rest.trim() === '') return reply(costReply(await surveyCosts(deps), deps.now()))
  const typed = parseCost(rest, dayOfMonth(deps.config.timeZone, deps.now()).month)
  if (isRefusal(typed)) return refuse(typed)
  const policy = findNamed('cost', typed.name, deps.config.costs)
  if (isRefusal(policy)) return refuse(policy)
  const told = await typeCost(deps, policy, typed, invoker)
  return isRefusal(told) ? refuse(told) : reply(typedCostReply(policy, typed, told))
}

/** `current` is this month by the team's clock. What was added too much is taken away by a number below 0. */
function parseCost(text: string, current: string): ({ name: string } & TypedCost) | Refusal {
  const [verb = '', name, typed = '', ...more] = splitWords(text)
  const said = verb.toLowerCase()
  const of = more[0]?.toLowerCase() === 'for' ? more.slice(1).join('-') : more.join('-')
  const month = of === '' ? current : monthIn(of, current)
  const shape = said === 'add' ? /^-?\d{1,9}(?:\.\d{1,2})?$/ : /^\d{1,9}(?:\.\d{1,2})?$/
  if ((said !== 'add' && said !== 'set') || name === undefined || !shape.test(typed) || month === undefined)
    return {
      refused: 'missing-words',
      command: '/status cost',
      missing:
        'nothing behind it, or add or set, a name, an amount such as 412.50 and, if meant, a month so far',
      example: '/status cost add openai 412.50 for october',
    }
  return { verb: said, name, amount: Number(typed), month }
}

/** `october`, `2026-10`, and `october 2025` with a hyphen between. */
function monthIn(text: string, current: string): string | undefined {
  const [, name, year] = /^([a-z]+)-(\d{4})$/i.exec(text) ?? []
  return name && year
    ? parseMonth(`${year}${monthNumber(name, current)}`, current)
    : parseMonth(text, current)
}

const monthNumber = (name: string, current: string): string => parseMonth(name, current)?.slice(4) ?? ''
