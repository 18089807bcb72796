import type { Deps } from '../../ports.ts'
import { deploymentSubject, loadDeployment } from '../../store/deployments.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'

/** A card that its channel will never show: whoever asked is told privately why, and what works without it. */
export async function deploymentMessageFailed(
  deps: Deps,
  trx: Trx,
  row: Row<'messages'>,
  because: string,
): Promise<void> {
  const id = Number(row.subject.split(':')[1])
  const deployment = row.purpose === 'deployment-card' ? await loadDeployment(trx, id) : null
  if (!deployment) return
  await order(deps, trx, {
    key: `deployment/${id}/card-trouble`,
    destination: deployment.requestedBy,
    subject: deploymentSubject(id),
    post: { purpose: 'deployment-answer', cardTrouble: because },
    at: deps.now(),
  })
}
