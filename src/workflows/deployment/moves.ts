import { addMilliseconds } from 'date-fns/addMilliseconds'
import { sql } from 'kysely'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import { broughtSha, type DeploymentPlan } from '../../domain/deployment/plan.ts'
import { actNamed } from '../../domain/deployment/rollout-state.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps } from '../../ports.ts'
import { deploymentSubject, findTwin } from '../../store/deployment/deployments.ts'
import { storedPlanned } from '../../store/documents.ts'
import type { Trx } from '../../store/tables.ts'
import { tellOfBreakGlass } from '../gate/break-glass.ts'
import { startOf } from '../gate/freezes.ts'
import { dropStaleTicks } from '../gate/stale-ticks.ts'
import { wakeNextInLine } from '../gate/wake-waiting.ts'
import { order } from '../refresh.ts'
import { answerRequester } from './answer.ts'
import { move } from './move.ts'
import { targetOf } from './target.ts'

/** planned → awaiting-approval, queued or refused, by what planning found. */
export async function settlePlan(deps: Deps, trx: Trx, deployment: Deployment): Promise<void> {
  const act = actNamed(deployment, 'plan')
  const outcome = storedPlanned.parse(act?.state === 'done' ? act.outcome : undefined)
  const refusal = 'refusal' in outcome ? outcome.refusal : await twinOf(trx, deployment, outcome.plan)
  if (refusal) await refusePlan(deps, trx, deployment, refusal)
  else if ('plan' in outcome) await acceptPlan(deps, trx, deployment, outcome.plan)
  await answerRequester(deps, trx, deployment)
}

/** The same commit is on its way there already: one card, and one place to approve it. */
async function twinOf(trx: Trx, deployment: Deployment, plan: DeploymentPlan): Promise<Refusal | null> {
  if (plan.purpose === 'rollback' || deployment.isBreakGlass) return null
  const { service, environment, sha } = plan
  const twin = await findTwin(trx, { id: deployment.id, service, environment, sha })
  return twin && { refused: 'already-under-way', ...twin, sha, service, environment }
}

async function refusePlan(deps: Deps, trx: Trx, deployment: Deployment, refusal: Refusal): Promise<void> {
  const set = { detail: JSON.stringify({ refusal }), ended_at: deps.now(), wake_at: null }
  await move(deps, trx, deployment, { from: 'planned', to: 'refused', set, detail: refusal })
}

async function acceptPlan(deps: Deps, trx: Trx, deployment: Deployment, plan: DeploymentPlan): Promise<void> {
  const now = deps.now()
  const { environment } = targetOf(deps.config, deployment)
  const expiresAt = addMilliseconds(startOf(deployment, now), environment.approvals.expiresAfter)
  const hadTicks = await dropStaleTicks(deps, trx, deployment, plan.sha)
  const changed = deployment.state === 'planned' ? deployment.voided : null
  const voided = changed && hadTicks ? [...changed, 'its boxes were ticked for another commit'] : changed
  const set = {
    plan: JSON.stringify(plan),
    sha: broughtSha(plan),
    detail: JSON.stringify({ expiresAt, voided }),
  }
  const next = plan.approvalsNeeded === 0 ? 'queued' : 'awaiting-approval'
  const detail = { hash: plan.hash, ...(plan.skipped ? { skipped: plan.skipped } : {}) }
  await move(deps, trx, deployment, { from: 'planned', to: next, set, detail })
  if (next === 'queued') await wakeNextInLine(deps, trx, deployment)
  await order(deps, trx, {
    key: `deployment/${deployment.id}/card`,
    destination: environment.channel,
    subject: deploymentSubject(deployment.id),
    purpose: 'deployment-card',
    at: now,
  })
  if (deployment.isBreakGlass) await tellOfBreakGlass(deps, trx, deployment)
}

/** Nobody approved it in time. */
export async function expire(deps: Deps, trx: Trx, deployment: Deployment): Promise<void> {
  const set = { ended_at: deps.now(), wake_at: null }
  await move(deps, trx, deployment, { from: 'awaiting-approval', to: 'expired', set })
}

/** A fact that approvals were bound to has changed: they are void, and the plan is made again. */
export async function replan(deps: Deps, trx: Trx, deployment: Deployment, changed: string[]): Promise<void> {
  const set = { round: deployment.round + 1, detail: JSON.stringify({ voided: changed }) }
  await move(deps, trx, deployment, { from: 'queued', to: 'planned', set, detail: { changed } })
  await wakeNextInLine(deps, trx, deployment)
}

/** Takes the place. Where two start in the same instant the index refuses one, which stays queued and waits. */
export async function startRollout(deps: Deps, trx: Trx, deployment: Deployment): Promise<void> {
  await sql`savepoint start_rollout`.execute(trx)
  try {
    await move(deps, trx, deployment, { from: 'queued', to: 'rolling-out', set: { started_at: deps.now() } })
  } catch (error) {
    if (!isPlaceTaken(error)) throw error
    await sql`rollback to savepoint start_rollout`.execute(trx)
  }
  await wakeNextInLine(deps, trx, deployment)
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: unique_violation */
const isPlaceTaken = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === '23505' &&
  'constraint' in error &&
  error.constraint === 'one_rollout_at_a_time'
