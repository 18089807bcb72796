import type { AskedOperation } from '../../src/domain/operation/operation.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { requestRevert } from '../../src/workflows/operation/request-revert.ts'
import { undoOperation } from '../../src/workflows/operation/undo.ts'
import { actions } from '../../views/actions.ts'
import { operationReply } from '../../views/operation/replies.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply, splitReason } from '../words.ts'

/** What is said once something was asked for, or why it was not done. */
export const answerAsked = (asked: AskedOperation | Refusal): Answer =>
  isRefusal(asked) ? refuse(asked) : reply(operationReply(asked))

/** `/rollback revert 41 [because …]` */
export async function revert(words: string[], invoker: Invoker, deps: Deps): Promise<Answer> {
  const { before, reason } = splitReason(words)
  const id = parseId(before[0])
  return id === null ? refuse(noNumber) : answerAsked(await requestRevert(deps, { id, reason }, invoker))
}

const noNumber: Refusal = {
  refused: 'missing-words',
  command: '/rollback revert',
  missing: 'the deployment’s number',
  example: '/rollback revert 41 because it loses orders',
}

const undoClicked: Answers<Click> = async ({ value }, invoker, deps) =>
  answerAsked(await undoOperation(deps, parseId(value) ?? 0, invoker))

const revertClicked: Answers<Click> = async ({ value }, invoker, deps) =>
  answerAsked(await requestRevert(deps, { id: parseId(value) ?? 0, reason: null }, invoker))

export const operationClicks: Record<string, Answers<Click>> = {
  [actions.undo]: undoClicked,
  [actions.revert]: revertClicked,
}
