import { type Deployment, isBeforeStart } from '../../domain/deployment/deployment.ts'
import { canStillStop, openChoices } from '../../domain/deployment/rollout-state.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject, lockDeployment } from '../../store/deployment/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'
import { endDeployment } from './end.ts'

/** Ends a deployment before it releases anything; one that is rolling out is asked to stop. */
export async function cancelDeployment(
  deps: Deps,
  id: number,
  invoker: Invoker,
): Promise<'cancelled' | 'stopping' | Refusal> {
  return await deps.db.transaction().execute(async (trx) => {
    const deployment = await lockDeployment(trx, id)
    if (!deployment) return { refused: 'no-such-deployment', id: String(id) }
    if (deployment.state === 'rolling-out') return await askToStop(deps, trx, deployment, invoker)
    if (!isBeforeStart(deployment.state)) return tooLate(deployment)
    const ending = { to: 'cancelled', by: invoker.user, effect: 'Nothing was changed.' } as const
    await endDeployment(deps, trx, deployment, ending, invoker.requestId)
    return 'cancelled'
  })
}

const tooLate = (deployment: Deployment): Refusal => ({
  refused: 'too-late-to-cancel',
  id: deployment.id,
  state: deployment.state,
  canRollBack: openChoices(deployment).includes('roll-back'),
})

async function askToStop(
  deps: Deps,
  trx: Trx,
  deployment: Deployment,
  invoker: Invoker,
): Promise<'stopping' | Refusal> {
  const { id } = deployment
  if (!canStillStop(deployment)) return tooLate(deployment)
  await trx
    .updateTable('deployments')
    .set({ cancel_requested_by: invoker.user })
    .where('id', '=', id)
    .where('cancel_requested_by', 'is', null)
    .execute()
  const subject = deploymentSubject(id)
  await writeAudit(trx, {
    at: deps.now(),
    actor: invoker.user,
    action: 'deployment.cancel-requested',
    subject,
    requestId: invoker.requestId,
  })
  await refreshCards(deps, trx, subject)
  await deps.jobs.wake(trx, 'advance-deployment', String(id))
  return 'stopping'
}
