import { isBeforeStart } from '../../domain/deployment/deployment.ts'
import { mayDecide } from '../../domain/gate/approval.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject, lockDeployment } from '../../store/deployment/deployments.ts'
import { refreshCards } from '../refresh.ts'
import { approversFor } from './approve.ts'

export type StartedNow = { isApproved: boolean }

/** A scheduled deployment no longer waits for its time. Whoever asked for it may say so, and its approvers. */
export async function startNow(deps: Deps, id: number, invoker: Invoker): Promise<StartedNow | Refusal> {
  const approvers = await approversFor(deps, id)
  return await deps.db.transaction().execute(async (trx) => {
    const deployment = await lockDeployment(trx, id)
    if (!deployment) return { refused: 'no-such-deployment', id: String(id) }
    const at = deps.now()
    const { state, startAt, requestedBy } = deployment
    if (!isBeforeStart(state) || !startAt || startAt <= at) return { refused: 'not-scheduled', id, state }
    if (invoker.user !== requestedBy) {
      const refusal = isRefusal(approvers) ? approvers : mayDecide(invoker.user, deployment, approvers)
      if (refusal) return refusal
    }
    await trx.updateTable('deployments').set({ start_at: null }).where('id', '=', id).execute()
    const subject = deploymentSubject(id)
    await writeAudit(trx, {
      at,
      actor: invoker.user,
      action: 'deployment.start-now',
      subject,
      detail: { instead: startAt },
      requestId: invoker.requestId,
    })
    await refreshCards(deps, trx, subject)
    await deps.jobs.wake(trx, 'advance-deployment', String(id))
    return { isApproved: state === 'queued' }
  })
}
