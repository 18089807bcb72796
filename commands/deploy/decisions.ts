import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker, Reply } from '../../src/ports.ts'
import { cancelDeployment } from '../../src/workflows/deployment/cancel.ts'
import { approveDeployment, type Decision, rejectDeployment } from '../../src/workflows/gate/approve.ts'
import { approvedReply, cancelledReply, rejectedReply } from '../../views/deployment/replies.ts'
import { refuse, reply } from '../words.ts'

/** Buttons and commands decide in the same way; only the plan that was seen may differ. */
export async function approve(decision: Decision, invoker: Invoker, deps: Deps): Promise<Answer> {
  const result = await approveDeployment(deps, decision, invoker)
  return answerOr(result, (approved) => approvedReply({ id: decision.id, ...approved }))
}

/** `because` is what the requester reads. */
export async function reject(
  decision: Decision & { because: string },
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  return answerOr(await rejectDeployment(deps, decision, invoker), () => rejectedReply({ id: decision.id }))
}

/** Ends a deployment, or asks one that is rolling out to stop. */
export async function cancel(id: number, invoker: Invoker, deps: Deps): Promise<Answer> {
  return answerOr(await cancelDeployment(deps, id, invoker), (became) => cancelledReply({ id, became }))
}

function answerOr<Result>(
  result: Result | Refusal,
  words: (result: Exclude<Result, Refusal>) => Reply,
): Answer {
  return isRefusal(result) ? refuse(result) : reply(words(result as Exclude<Result, Refusal>))
}
