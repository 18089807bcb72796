import type { Deps } from '../../ports.ts'
import { deploymentSubject, loadDeployment } from '../../store/deployment/deployments.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'

/**
 * A card that its channel will never show: whoever asked is told privately why, and what works without it. An answer
 * that came too late for its command is sent as a direct message.
 */
export async function deploymentMessageFailed(
  deps: Deps,
  trx: Trx,
  row: Row<'messages'>,
  because: string,
): Promise<void> {
  const isCard = row.purpose === 'deployment-card'
  const isLateAnswer = row.destination.startsWith('requester:')
  const deployment =
    isCard || isLateAnswer ? await loadDeployment(trx, Number(row.subject.split(':')[1])) : null
  if (!deployment) return
  const { id, requestedBy } = deployment
  await order(deps, trx, {
    key: `deployment/${id}/${isCard ? 'card-trouble' : 'answer-direct'}`,
    destination: requestedBy,
    subject: deploymentSubject(id),
    post: { purpose: 'deployment-answer', ...(isCard ? { cardTrouble: because } : {}) },
    at: deps.now(),
  })
}
