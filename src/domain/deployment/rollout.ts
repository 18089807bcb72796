import { type Act, retryOf } from '../act.ts'
import { type Wait, waitsUntil } from '../gate/wait.ts'
import type { Actor } from '../people.ts'
import type { Deployment, Failure, Trouble } from './deployment.ts'
import { planFailure, retakeFailure, stepFailure, undoFailure } from './failure.ts'
import type { DeploymentPlan } from './plan.ts'
import { type ActName, actNamed, isLive, isStopping, troubleOf } from './rollout-state.ts'

export type NextStep =
  | { do: 'act'; name: ActName }
  | { do: 'settle-plan' }
  | { do: 'expire' }
  | { do: 'start' }
  /** A bound fact changed: approvals are void and the plan is made anew. */
  | { do: 'replan'; changed: string[] }
  /** Everything is live; only the watch is left. */
  | { do: 'watch' }
  /** A person must say what to do with a release that is live. */
  | { do: 'pause'; trouble: Trouble }
  | { do: 'undo'; trouble: Trouble }
  | { do: 'end'; ending: Ending }
  | { do: 'wait'; until: Date | null }

export type Ending =
  | { to: 'verified' }
  | { to: 'failed'; failure: Failure }
  | { to: 'cancelled'; by: Actor; effect: string }
  | { to: 'rolled-back'; by: Actor; trouble: Trouble }

/** Facts taken for approval hold for this long once the deployment's turn has come. */
const factsHoldMs = 60_000

/** What is due for a deployment now. Pure: the same rows and time always give the same step. */
export function nextStep(deployment: Deployment, waits: readonly Wait[], now: Date): NextStep {
  switch (deployment.state) {
    case 'planned':
      return nextPlanningStep(deployment, now)
    case 'awaiting-approval':
      return nextApprovalStep(deployment, waits, now)
    case 'queued':
      return waits.length > 0 ? { do: 'wait', until: waitsUntil(waits) } : nextQueuedStep(deployment, now)
    case 'rolling-out':
    case 'watching':
      return nextRolloutStep(deployment, now)
    case 'paused':
      return unfinished(deployment, ['find-flags'], now) ?? { do: 'wait', until: null }
    case 'rolling-back':
      return nextUndoStep(deployment, now)
    default:
      return { do: 'wait', until: null }
  }
}

/** Its card names what would hold it back even then, so it is looked at when one of these ends. */
function nextApprovalStep(
  { expiresAt }: Deployment & { state: 'awaiting-approval' },
  waits: readonly Wait[],
  now: Date,
): NextStep {
  if (now >= expiresAt) return { do: 'expire' }
  const until = waitsUntil(waits)
  return { do: 'wait', until: until && until < expiresAt ? until : expiresAt }
}

function nextPlanningStep(deployment: Deployment, now: Date): NextStep {
  const act = actNamed(deployment, 'plan')
  if (act?.state === 'done') return { do: 'settle-plan' }
  if (act?.state === 'failed')
    return { do: 'end', ending: { to: 'failed', failure: planFailure(act.reason) } }
  return due('plan', act, now)
}

function nextQueuedStep(deployment: Deployment, now: Date): NextStep {
  const act = actNamed(deployment, 'retake-facts')
  if (act?.state === 'failed')
    return { do: 'end', ending: { to: 'failed', failure: retakeFailure(act.reason) } }
  if (act?.state !== 'done') return due('retake-facts', act, now)
  const changed = (act.outcome as { changed: string[] }).changed
  if (changed.length > 0) return { do: 'replan', changed }
  // Facts from the future were taken before the clock was set back, nobody knows how long ago.
  const isFresh = Math.abs(now.getTime() - act.finishedAt.getTime()) < factsHoldMs
  return isFresh ? { do: 'start' } : { do: 'act', name: 'retake-facts' }
}

function nextRolloutStep(deployment: Live, now: Date): NextStep {
  if (isKept(deployment))
    return unfinished(deployment, ['conclude'], now) ?? { do: 'end', ending: { to: 'verified' } }
  if (deployment.state === 'rolling-out' && isStopping(deployment)) return nextStoppingStep(deployment, now)
  const trouble = troubleOf(deployment)
  if (trouble) return answerTrouble(deployment, trouble, now)
  const next = unfinished(deployment, rolloutActs(deployment.plan), now)
  if (!next) return { do: 'end', ending: { to: 'verified' } }
  const isWatchNext = next.do === 'act' && next.name === 'watch'
  return isWatchNext && deployment.state === 'rolling-out' ? { do: 'watch' } : next
}

type Live = Deployment & { state: 'rolling-out' | 'watching' }

function nextStoppingStep(deployment: Deployment & { state: 'rolling-out' }, now: Date): NextStep {
  const by = deployment.cancelRequestedBy ?? deployment.requestedBy
  const running = actNamed(deployment, 'build') ?? actNamed(deployment, 'run-workflow')
  const acts: ActName[] = running?.state === 'intended' ? ['stop', 'conclude'] : ['conclude']
  const ending = { to: 'cancelled', by, effect: stopEffect(deployment) } as const
  return unfinished(deployment, acts, now) ?? { do: 'end', ending }
}

/** Nothing live yet: it just failed. Live: it is undone where that is possible and allowed, else a person is asked. */
function answerTrouble(deployment: Live, trouble: Trouble, now: Date): NextStep {
  const { plan } = deployment
  const canUndo = isLive(deployment) && plan.undo.length > 0
  if (trouble.is === 'inconclusive') return { do: 'pause', trouble }
  if (canUndo) return plan.rollback === 'automatic' ? { do: 'undo', trouble } : { do: 'pause', trouble }
  const ending = { to: 'failed', failure: stepFailure(trouble, plan) } as const
  return unfinished(deployment, ['conclude'], now) ?? { do: 'end', ending }
}

/** A person who has looked and keeps the release outranks every check that is left. */
const isKept = (deployment: Live): boolean =>
  deployment.state === 'watching' && deployment.acceptedBy !== null

function nextUndoStep(deployment: Deployment & { state: 'rolling-back' }, now: Date): NextStep {
  const { plan, by, trouble } = deployment
  for (const step of plan.undo) {
    const act = actNamed(deployment, step)
    if (act?.state !== 'failed') continue
    const ending = { to: 'failed', failure: undoFailure(step, act.reason, trouble, plan) } as const
    return unfinished(deployment, ['conclude'], now) ?? { do: 'end', ending }
  }
  const ending = { to: 'rolled-back', by, trouble } as const
  return unfinished(deployment, [...plan.undo, 'conclude'], now) ?? { do: 'end', ending }
}

/** GitHub's record is marked as started right after it is made, and concluded at the end. */
function rolloutActs(plan: DeploymentPlan): ActName[] {
  return [
    ...plan.steps.flatMap((step): ActName[] => (step === 'record' ? [step, 'mark-started'] : [step])),
    'conclude',
  ]
}

/** The first of these acts that has not ended, or undefined. */
function unfinished(deployment: Deployment, names: readonly ActName[], now: Date): NextStep | undefined {
  for (const name of names) {
    const act = actNamed(deployment, name)
    if (act === undefined || act.state === 'intended') return due(name, act, now)
  }
  return undefined
}

function due(name: ActName, act: Act | undefined, now: Date): NextStep {
  const retryAt = act?.state === 'intended' ? retryOf(act, now) : null
  return retryAt !== null ? { do: 'wait', until: retryAt } : { do: 'act', name }
}

function stopEffect(deployment: Deployment): string {
  if (actNamed(deployment, 'run-workflow'))
    return 'The workflow run was stopped; how far it came stands in its log.'
  const stop = actNamed(deployment, 'stop')
  return stop?.state === 'failed'
    ? `Nothing was released, but the build was not stopped. ${stop.reason}`
    : 'Nothing was released.'
}
