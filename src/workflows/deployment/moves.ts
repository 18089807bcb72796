import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Deployment } from '../../domain/deployment.ts'
import type { Actor } from '../../domain/people.ts'
import { actNamed } from '../../domain/rollout-state.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import type { DeploymentChange } from '../../store/deployments.ts'
import { deploymentSubject, moveDeployment } from '../../store/deployments.ts'
import { storedPlanned } from '../../store/documents.ts'
import type { Trx } from '../../store/tables.ts'
import { order, refreshCards } from '../refresh.ts'
import { answerRequester } from './answer.ts'
import { wakeNextInLine } from './queue.ts'
import { targetOf } from './target.ts'

/** planned → awaiting-approval, queued or refused, by what planning found. */
export async function settlePlan(deps: Deps, trx: Trx, deployment: Deployment): Promise<void> {
  const act = actNamed(deployment, 'plan')
  const outcome = storedPlanned.parse(act?.state === 'done' ? act.outcome : undefined)
  const now = deps.now()
  if ('refusal' in outcome) {
    const detail = JSON.stringify({ refusal: outcome.refusal })
    await move(
      deps,
      trx,
      deployment,
      'planned',
      'refused',
      { detail, ended_at: now, wake_at: null },
      outcome.refusal,
    )
    return await answerRequester(deps, trx, deployment)
  }
  const { environment } = targetOf(deps.config, deployment)
  const isFree = outcome.plan.approvalsNeeded === 0
  const expiresAt = addMilliseconds(now, environment.approvals.expiresAfter)
  const voided = deployment.state === 'planned' ? deployment.voided : null
  const set = {
    plan: JSON.stringify(outcome.plan),
    sha: outcome.plan.sha,
    detail: JSON.stringify({ expiresAt, voided }),
  }
  await move(deps, trx, deployment, 'planned', isFree ? 'queued' : 'awaiting-approval', set, {
    hash: outcome.plan.hash,
  })
  await order(deps, trx, {
    key: `deployment/${deployment.id}/card`,
    destination: environment.channel,
    subject: deploymentSubject(deployment.id),
    purpose: 'deployment-card',
    at: now,
  })
  await answerRequester(deps, trx, deployment)
}

export async function expire(deps: Deps, trx: Trx, deployment: Deployment): Promise<void> {
  await move(deps, trx, deployment, 'awaiting-approval', 'expired', { ended_at: deps.now(), wake_at: null })
}

/** A fact that approvals were bound to has changed: they are void, and the plan is made again. */
export async function replan(deps: Deps, trx: Trx, deployment: Deployment, changed: string[]): Promise<void> {
  const set = { round: deployment.round + 1, detail: JSON.stringify({ voided: changed }) }
  await move(deps, trx, deployment, 'queued', 'planned', set, { changed })
  await wakeNextInLine(deps, trx, deployment)
}

/** Takes the place. Where two start in the same instant the index refuses one; its job is tried again, and waits. */
export async function startRollout(deps: Deps, trx: Trx, deployment: Deployment): Promise<void> {
  await move(deps, trx, deployment, 'queued', 'rolling-out', { started_at: deps.now() })
}

/** The change of state, its audit row and the card, together; `actor` is Pilothouse unless a person asked. */
export async function move<From extends Deployment['state']>(
  deps: Deps,
  trx: Trx,
  deployment: Deployment,
  from: From,
  to: Parameters<typeof moveDeployment<From>>[2]['to'],
  set: DeploymentChange,
  detail: object = {},
  actor: Actor = 'pilothouse',
): Promise<void> {
  const at = deps.now()
  const isMoved = await moveDeployment<From>(trx, deployment.id, { from, to, at, set })
  if (!isMoved) throw new Error(`Deployment ${deployment.id} left ${from} while its row was locked.`)
  await writeAudit(trx, {
    at,
    actor,
    action: `deployment.${to}`,
    subject: deploymentSubject(deployment.id),
    detail,
  })
  await refreshCards(deps, trx, deploymentSubject(deployment.id))
}
