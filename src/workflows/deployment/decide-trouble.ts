import { mayDecide } from '../../domain/approval.ts'
import type { Deployment } from '../../domain/deployment.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { openChoices, type TroubleChoice } from '../../domain/rollout-state.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject, lockDeployment } from '../../store/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { approversFor } from './approve.ts'
import { move } from './moves.ts'
import { beginUndo } from './trouble.ts'

/**
 * A person says what happens to a release that is live and in doubt. The requester or an approver may take it back; to
 * keep it against the checks needs an approver other than the requester, as its approval did.
 */
export async function decideTrouble(
  deps: Deps,
  { id, choice }: { id: number; choice: TroubleChoice },
  invoker: Invoker,
): Promise<TroubleChoice | Refusal> {
  const approvers = await approversFor(deps, id)
  return await deps.db.transaction().execute(async (trx) => {
    const deployment = await lockDeployment(trx, id)
    if (!deployment) return { refused: 'no-such-deployment', id: String(id) }
    const isOwn = invoker.user === deployment.requestedBy
    if (isOwn && choice === 'keep') return { refused: 'own-request', id }
    if (!isOwn) {
      const refusal = isRefusal(approvers) ? approvers : mayDecide(invoker.user, deployment, approvers)
      if (refusal) return refusal
    }
    if (!isOpen(deployment, choice)) return { refused: 'nothing-to-decide', id, state: deployment.state }
    const subject = deploymentSubject(id)
    const { user: actor, requestId } = invoker
    await writeAudit(trx, { at: deps.now(), actor, action: `deployment.${choice}`, subject, requestId })
    await carryOutChoice(deps, trx, deployment, choice, invoker)
    return choice
  })
}

type Doubtful = Deployment & { state: 'watching' | 'paused' }

const isOpen = (deployment: Deployment, choice: TroubleChoice): deployment is Doubtful =>
  openChoices(deployment).includes(choice)

async function carryOutChoice(
  deps: Deps,
  trx: Trx,
  deployment: Doubtful,
  choice: TroubleChoice,
  { user }: Invoker,
): Promise<void> {
  switch (choice) {
    case 'roll-back': {
      const asked = { is: 'fail', step: 'watch', why: 'A person asked for it.' } as const
      const trouble = deployment.state === 'paused' ? deployment.trouble : asked
      return await beginUndo(deps, trx, deployment, { trouble, by: user })
    }
    case 'keep':
      await move(
        deps,
        trx,
        deployment,
        'paused',
        'watching',
        { detail: JSON.stringify({ by: user }) },
        {},
        user,
      )
      return await deps.jobs.wake(trx, 'advance-deployment', String(deployment.id))
    case 'watch-again':
      await forgetWatch(trx, deployment)
      await move(deps, trx, deployment, 'paused', 'watching', { detail: '{}' }, {}, user)
      return await deps.jobs.wake(trx, 'advance-deployment', String(deployment.id))
  }
}

/** The watch begins anew; what the last one saw stays under another name. */
async function forgetWatch(trx: Trx, { id }: Deployment): Promise<void> {
  const acts = await trx
    .selectFrom('acts')
    .select(['id', 'key'])
    .where('subject', '=', deploymentSubject(id))
    .where('name', '=', 'watch')
    .execute()
  for (const act of acts) {
    await trx
      .updateTable('acts')
      .set({ name: 'watch-before', key: `${act.key}/before/${act.id}` })
      .where('id', '=', act.id)
      .execute()
  }
  await trx
    .updateTable('watch_samples')
    .set({ act: 'watch-before' })
    .where('deployment_id', '=', id)
    .where('act', '=', 'watch')
    .execute()
}
