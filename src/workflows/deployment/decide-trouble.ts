import type { Deployment, Trouble } from '../../domain/deployment/deployment.ts'
import { type ActName, openChoices, type TroubleChoice } from '../../domain/deployment/rollout-state.ts'
import { reachedStage, stageOf } from '../../domain/deployment/stages.ts'
import { mayDecide } from '../../domain/gate/approval.ts'
import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { forgetActs } from '../../store/acts.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject, lockDeployment } from '../../store/deployment/deployments.ts'
import { forgetSamples } from '../../store/deployment/samples.ts'
import type { Trx } from '../../store/tables.ts'
import { approversFor } from '../gate/approve.ts'
import { move } from './move.ts'
import { beginUndo } from './trouble.ts'

/** `since` is when the pause began that the person saw; null where they typed the command, which means the present one. */
export type TroubleDecision = { id: number; choice: TroubleChoice; since: Date | null }

/**
 * A person says what happens to a release that is live and in doubt. The requester or an approver may take it back; to
 * keep it, or to go on to more visitors, against the checks needs an approver other than the requester, as its approval
 * did.
 */
export async function decideTrouble(
  deps: Deps,
  { id, choice, since }: TroubleDecision,
  invoker: Invoker,
): Promise<TroubleChoice | Refusal> {
  const approvers = await approversFor(deps, id)
  return await deps.db.transaction().execute(async (trx) => {
    const deployment = await lockDeployment(trx, id)
    if (!deployment) return { refused: 'no-such-deployment', id: String(id) }
    const isOwn = invoker.user === deployment.requestedBy
    if (isOwn && againstTheChecks.has(choice)) return { refused: 'own-request', id }
    if (!isOwn) {
      const refusal = isRefusal(approvers) ? approvers : mayDecide(invoker.user, deployment, approvers)
      if (refusal) return refusal
    }
    if (!isOpen(deployment, choice)) return { refused: 'nothing-to-decide', id, state: deployment.state }
    if (since !== null && since.getTime() !== deployment.since.getTime())
      return { refused: 'changed-meanwhile', what: `deployment ${id}` }
    const subject = deploymentSubject(id)
    const { user: actor, requestId } = invoker
    await writeAudit(trx, { at: deps.now(), actor, action: `deployment.${choice}`, subject, requestId })
    await carryOutChoice(deps, trx, deployment, choice, invoker)
    return choice
  })
}

const againstTheChecks = new Set<TroubleChoice>(['keep', 'go-on'])

type Doubtful = Deployment & { state: 'rolling-out' | 'watching' | 'paused' }

const isOpen = (deployment: Deployment, choice: TroubleChoice): deployment is Doubtful =>
  openChoices(deployment).includes(choice)

async function carryOutChoice(
  deps: Deps,
  trx: Trx,
  deployment: Doubtful,
  choice: TroubleChoice,
  { user, requestId }: Invoker,
): Promise<void> {
  if (choice === 'roll-back') {
    const trouble = deployment.state === 'paused' ? deployment.trouble : askedFor(deployment)
    return await beginUndo(deps, trx, deployment, { trouble, by: user, requestId })
  }
  if (deployment.state !== 'paused')
    throw new Error(`Deployment ${deployment.id} is not paused, so it can't go on.`)
  const { step } = deployment.trouble
  const stage = stageOf(step)
  const forgotten: ActName[] = choice === 'watch-again' ? [step, 'find-flags'] : ['find-flags']
  await forgetActs(trx, deploymentSubject(deployment.id), forgotten)
  await forgetSamples(trx, deployment.id, forgotten)
  const to = stage === null ? 'watching' : 'rolling-out'
  const detail = JSON.stringify(choice === 'watch-again' ? {} : wordOf(user, stage))
  await move(deps, trx, deployment, { from: 'paused', to, set: { detail }, actor: user, requestId })
  await deps.jobs.wake(trx, 'advance-deployment', String(deployment.id))
}

const askedFor = ({ state, acts }: Doubtful): Trouble => ({
  is: 'fail',
  step: state === 'watching' ? 'watch' : `enter-stage:${reachedStage(acts) ?? 0}`,
  why: 'A person asked for it.',
})

/** Whose word outweighs the checks: for good, or until the next stage. */
const wordOf = (by: UserId, stage: number | null) => (stage === null ? { by } : { wentOn: { stage, by } })
