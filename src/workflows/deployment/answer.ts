import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Deps } from '../../ports.ts'
import { deploymentSubject } from '../../store/deployment/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'

/**
 * Tells the requester privately what became of the command, once. The response URL is a capability, so the message
 * only names where it is kept; without one the answer is a direct message.
 */
export async function answerRequester(
  deps: Deps,
  trx: Trx,
  { id, requestedBy }: Pick<Deployment, 'id' | 'requestedBy'>,
): Promise<void> {
  const row = await trx
    .selectFrom('deployments')
    .select('answer_to')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await order(deps, trx, {
    key: `deployment/${id}/answer`,
    destination: row.answer_to ? `requester:${id}` : requestedBy,
    subject: deploymentSubject(id),
    post: { purpose: 'deployment-answer' },
    at: deps.now(),
  })
}
