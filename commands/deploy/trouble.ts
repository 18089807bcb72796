import type { TroubleChoice } from '../../src/domain/deployment/rollout-state.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { decideTrouble, type TroubleDecision } from '../../src/workflows/deployment/decide-trouble.ts'
import { decidedReply } from '../../views/deployment/rollback-replies.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'

/** What a person says about a release that is live and in doubt. */
const decide =
  (choice: TroubleChoice): Answers<Click> =>
  async ({ value }, invoker, deps) => {
    const [number, seen] = value.split(':')
    const since = seen === undefined ? null : new Date(Number(seen))
    return await answerTrouble({ id: parseId(number) ?? 0, choice, since }, invoker, deps)
  }

/** The same, typed. */
export async function answerTrouble(
  decision: TroubleDecision,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const result = await decideTrouble(deps, decision, invoker)
  return isRefusal(result) ? refuse(result) : reply(decidedReply(decision))
}

export const troubleClicks: Record<string, Answers<Click>> = {
  'deployment.roll-back': decide('roll-back'),
  'deployment.keep': decide('keep'),
  'deployment.watch-again': decide('watch-again'),
  'deployment.go-on': decide('go-on'),
}
