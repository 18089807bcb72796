import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { listQueue } from '../../src/workflows/gate/list-queue.ts'
import { settleDeadLetter } from '../../src/workflows/status/dead-letters.ts'
import { listTrouble } from '../../src/workflows/status/list-trouble.ts'
import { actions } from '../../views/actions.ts'
import { queueReply } from '../../views/gate/queue-reply.ts'
import { queueWithTrouble, settledReply } from '../../views/status/queue.ts'
import type { Answers, Click } from '../words.ts'
import { refuse, reply, splitWords } from '../words.ts'

type Names = { service: string | null; environment: string | null }

/** `/status queue`: who goes next, and what did not work; of one place, only who goes next. */
export async function answerStatusQueue(names: Names, invoker: Invoker, deps: Deps): Promise<Answer> {
  const queue = queueReply(await listQueue(deps, names), names)
  if (names.service !== null || names.environment !== null) return reply(queue)
  return reply(queueWithTrouble(queue, await listTrouble(deps, invoker)))
}

/** `/status replay 1a2b3c4d` and `/status discard 1a2b3c4d` */
export const settleQueue =
  (verb: 'replay' | 'discard') =>
  async (rest: string, invoker: Invoker, deps: Deps): Promise<Answer> => {
    const [reference] = splitWords(rest)
    if (reference === undefined)
      return refuse({
        refused: 'missing-words',
        command: `/status ${verb}`,
        missing: 'the reference that stands in the queue',
        example: `/status ${verb} 1a2b3c4d`,
      })
    const wanted = { reference: reference.toLowerCase(), isReplayed: verb === 'replay' }
    const settled = await settleDeadLetter(deps, wanted, invoker)
    return isRefusal(settled) ? refuse(settled) : reply(settledReply(settled))
  }

const pressed =
  (verb: 'replay' | 'discard'): Answers<Click> =>
  ({ value }, invoker, deps) =>
    settleQueue(verb)(value, invoker, deps)

export const queueClicks: Record<string, Answers<Click>> = {
  [actions.replay]: pressed('replay'),
  [actions.discard]: pressed('discard'),
}
