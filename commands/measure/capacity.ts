import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { surveyCapacities, type TypedCapacity, typeCapacity } from '../../src/workflows/measure/capacity.ts'
import { capacityReply, typedCapacityReply } from '../../views/measure/capacity.ts'
import { takeWord } from '../incident/typed.ts'
import { findNamed, refuse, reply, splitWords } from '../words.ts'

/** `/status capacity`, `/status capacity set bandwidth 71%` */
export async function answerCapacity(rest: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  if (rest.trim() === '') return reply(capacityReply(await surveyCapacities(deps), deps.now()))
  const typed = parseCapacity(rest)
  if (isRefusal(typed)) return refuse(typed)
  const policy = findNamed('capacity', typed.name, deps.config.capacities)
  if (isRefusal(policy)) return refuse(policy)
  const gauge = await typeCapacity(deps, policy, typed, invoker)
  return isRefusal(gauge) ? refuse(gauge) : reply(typedCapacityReply(policy, gauge))
}

/** `set NAME 71%`, or a number in its unit. */
function parseCapacity(text: string): ({ name: string } & TypedCapacity) | Refusal {
  const [verb, rest] = takeWord(text)
  const [name, typed, ...more] = splitWords(rest)
  const [, digits, percent] = /^(\d{1,12}(?:\.\d{1,6})?)(%?)$/.exec(typed ?? '') ?? []
  if (verb.toLowerCase() !== 'set' || name === undefined || digits === undefined || more.length > 0)
    return {
      refused: 'missing-words',
      command: '/status capacity',
      missing: 'nothing behind it, or set, a name and a number in its unit or in percent of its limit',
      example: '/status capacity set bandwidth 71%',
    }
  return { name, value: Number(digits), isPercent: percent === '%' }
}
