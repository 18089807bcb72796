import type { Deps } from '../../ports.ts'
import { loadOperation, operationSubject } from '../../store/operation/operations.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'

/** A card that its channel will never show, or an answer that came too late for its command: both by direct message. */
export async function operationMessageFailed(
  deps: Deps,
  trx: Trx,
  row: Row<'messages'>,
  because: string,
): Promise<void> {
  const isCard = row.purpose === 'operation-card'
  const isLateAnswer = row.destination.startsWith('asker:')
  const operation =
    isCard || isLateAnswer ? await loadOperation(trx, Number(row.subject.split(':')[1])) : null
  if (!operation) return
  const { id, requestedBy } = operation
  await order(deps, trx, {
    key: `operation/${id}/${isCard ? 'card-trouble' : 'answer-direct'}`,
    destination: requestedBy,
    subject: operationSubject(id),
    post: { purpose: 'operation-answer', ...(isCard ? { cardTrouble: because } : {}) },
    at: deps.now(),
  })
}
