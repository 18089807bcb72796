import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { decidePublic, type PublicDecision, proposePublic } from '../../src/workflows/updates/public.ts'
import { decidedReply, suggestedReply } from '../../views/updates/public-update.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'

/** `/incident public …` */
export async function suggestPublic(
  words: { id: number; text: string },
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const proposed = await proposePublic(deps, words, invoker)
  return isRefusal(proposed) ? refuse(proposed) : reply(suggestedReply({ id: words.id, ...proposed }))
}

/** `/incident publish 7`, `/incident reject 7` */
export async function settlePublic(decision: PublicDecision, invoker: Invoker, deps: Deps): Promise<Answer> {
  const decided = await decidePublic(deps, decision, invoker)
  return isRefusal(decided) ? refuse(decided) : reply(decidedReply(decided))
}

const click =
  (is: PublicDecision['is']): Answers<Click> =>
  async ({ value }, invoker, deps) =>
    await settlePublic({ publicId: parseId(value) ?? 0, is }, invoker, deps)

export const clickPublish = click('published')
export const clickReject = click('rejected')
