import type { Deployment } from '../../domain/deployment/deployment.ts'
import { UpstreamError } from '../../domain/errors.ts'
import { awaitsApproval, mayApprove, mayDecide } from '../../domain/gate/approval.ts'
import type { UserId } from '../../domain/people.ts'
import type { ApprovalPolicy } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import {
  deploymentSubject,
  loadDeployment,
  lockDeployment,
  moveDeployment,
} from '../../store/deployment/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { commanderShortcut, type Shortcut } from '../cure/commander-approval.ts'
import { move } from '../deployment/move.ts'
import { isConfigured, targetOf } from '../deployment/target.ts'
import { recordChange } from '../incident/change.ts'
import { refreshCards } from '../refresh.ts'
import { wakeNextInLine } from './wake-waiting.ts'

/** `planHash` is what the person saw; null where they typed the command, which means the present plan. */
export type Decision = { id: number; planHash: string | null }

export type Approved = { approved: number; needed: number; isComplete: boolean; startAt: Date | null }

/** Counts a person's approval, if they may give it at this moment. */
export async function approveDeployment(
  deps: Deps,
  decision: Decision,
  invoker: Invoker,
): Promise<Approved | Refusal> {
  const approvers = await approversFor(deps, decision.id)
  return await deps.db.transaction().execute(async (trx) => {
    const deployment = await lockDeployment(trx, decision.id)
    if (!deployment) return { refused: 'no-such-deployment', id: String(decision.id) }
    const shortcut = await commanderShortcut(deps, trx, decision.id)
    if (shortcut?.commander === invoker.user)
      return await approveAsCommander(deps, trx, { deployment, decision, shortcut }, invoker)
    if (isRefusal(approvers)) return approvers
    const refusal = mayApprove(invoker.user, decision.planHash, deployment, approvers, deps.now())
    if (refusal) return refusal
    return await storeApproval(deps, trx, deployment as Awaiting, invoker)
  })
}

type Awaiting = Deployment & { state: 'awaiting-approval' }
type ForCommander = { deployment: Deployment; decision: Decision; shortcut: Shortcut }

/** Where minutes count, whoever leads the incident decides alone; its timeline says that they did. */
async function approveAsCommander(
  deps: Deps,
  trx: Trx,
  { deployment, decision, shortcut }: ForCommander,
  invoker: Invoker,
): Promise<Approved | Refusal> {
  const refusal = awaitsApproval(decision.planHash, deployment, deps.now())
  if (refusal) return refusal
  const { incident } = shortcut
  const did = `approved rollback ${deployment.id} as its commander, alone`
  const event = { kind: 'happened', topic: 'suspect', did } as const
  await recordChange(deps, trx, incident, { by: invoker, action: 'incident.approve-rollback', event })
  return await storeApproval(deps, trx, deployment as Awaiting, invoker, { incident })
}

async function storeApproval(
  deps: Deps,
  trx: Trx,
  deployment: Awaiting,
  invoker: Invoker,
  shortened?: { incident: number },
): Promise<Approved> {
  const at = deps.now()
  const { id, round, plan } = deployment
  const subject = deploymentSubject(id)
  await trx
    .insertInto('approvals')
    .values({ deployment_id: id, round, user_id: invoker.user, plan_hash: plan.hash, at })
    .execute()
  await writeAudit(trx, {
    at,
    actor: invoker.user,
    action: 'deployment.approve',
    subject,
    detail: { hash: plan.hash, ...(shortened ? { commanderOf: shortened.incident } : {}) },
    requestId: invoker.requestId,
  })
  const approved = deployment.approvals.length + 1
  const isComplete = shortened !== undefined || approved >= plan.approvalsNeeded
  if (isComplete) {
    await moveDeployment<'awaiting-approval'>(trx, id, {
      from: 'awaiting-approval',
      to: 'queued',
      at,
      set: { detail: '{}' },
    })
    await deps.jobs.wake(trx, 'advance-deployment', String(id))
    await wakeNextInLine(deps, trx, deployment)
  }
  await refreshCards(deps, trx, subject)
  return { approved, needed: plan.approvalsNeeded, isComplete, startAt: comingStart(deployment, at) }
}

const comingStart = ({ startAt }: Deployment, now: Date): Date | null =>
  startAt && startAt > now ? startAt : null

/** Ends a deployment that waits for approval; approvers and the requester's peers give a reason. */
export async function rejectDeployment(
  deps: Deps,
  decision: Decision & { because: string },
  invoker: Invoker,
): Promise<'rejected' | Refusal> {
  const approvers = await approversFor(deps, decision.id)
  if (isRefusal(approvers)) return approvers
  return await deps.db.transaction().execute(async (trx) => {
    const deployment = await lockDeployment(trx, decision.id)
    if (!deployment) return { refused: 'no-such-deployment', id: String(decision.id) }
    if (deployment.state !== 'awaiting-approval')
      return { refused: 'not-awaiting-approval', id: decision.id, state: deployment.state }
    if (decision.planHash !== null && decision.planHash !== deployment.plan.hash)
      return { refused: 'changed-meanwhile', what: `the plan of deployment ${decision.id}` }
    const refusal = mayDecide(invoker.user, deployment, approvers)
    if (refusal) return refusal
    const { user: actor, requestId } = invoker
    const detail = { by: actor, because: tidy(decision.because) }
    const set = { detail: JSON.stringify(detail), ended_at: deps.now(), wake_at: null }
    const { from, to } = { from: 'awaiting-approval', to: 'rejected' } as const
    await move(deps, trx, deployment, { from, to, set, detail, actor, requestId })
    return 'rejected'
  })
}

type Approvers = { policy: ApprovalPolicy; members: UserId[] }

/** Who may approve right now. Where Slack can't say who is in the group, nobody may: it fails closed. */
export async function approversFor(deps: Deps, id: number): Promise<Approvers | Refusal> {
  const deployment = await loadDeployment(deps.db, id)
  if (!deployment) return { refused: 'no-such-deployment', id: String(id) }
  if (!isConfigured(deps.config, deployment))
    return { refused: 'not-awaiting-approval', id, state: deployment.state }
  const policy = targetOf(deps.config, deployment).environment.approvals
  try {
    return { policy, members: policy.group ? await deps.chat.groupMembers(policy.group) : [] }
  } catch (error) {
    if (error instanceof UpstreamError) return { refused: 'approvers-unknown', id, because: error.message }
    throw error
  }
}
