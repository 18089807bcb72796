import type { Act } from './act.ts'
import type { Deployment, Failure, Trouble } from './deployment.ts'
import { planFailure, retakeFailure, stepFailure, undoFailure } from './failure.ts'
import type { Actor } from './people.ts'
import { type DeploymentPlan, type StepName, undoNames } from './plan.ts'
import type { Verdict } from './verdict.ts'

/** What a person may say of a release that is live and in doubt. */
export const troubleChoices = ['roll-back', 'keep', 'watch-again'] as const
export type TroubleChoice = (typeof troubleChoices)[number]

/** Everything a deployment does to the outside world. */
export type ActName = 'plan' | 'retake-facts' | StepName | 'mark-started' | 'stop' | 'conclude'

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

/** What stands in the way of a deployment whose approvals are complete. */
export type Turn = { blockedBy: number | null; lockedUntil: Date | 'unlocked' | null }

/** What is due for a deployment now. Pure: the same rows and time always give the same step. */
export function nextStep(deployment: Deployment, turn: Turn, now: Date): NextStep {
  switch (deployment.state) {
    case 'planned':
      return nextPlanningStep(deployment, now)
    case 'awaiting-approval':
      return now >= deployment.expiresAt ? { do: 'expire' } : { do: 'wait', until: deployment.expiresAt }
    case 'queued':
      return waitFor(turn) ?? nextQueuedStep(deployment, now)
    case 'rolling-out':
    case 'watching':
      return nextRolloutStep(deployment, now)
    case 'rolling-back':
      return nextUndoStep(deployment, now)
    default:
      return { do: 'wait', until: null }
  }
}

/** `unlocked` waits until somebody unlocks, who wakes whatever waits. */
function waitFor({ blockedBy, lockedUntil }: Turn): NextStep | undefined {
  if (blockedBy !== null || lockedUntil === 'unlocked') return { do: 'wait', until: null }
  return lockedUntil === null ? undefined : { do: 'wait', until: lockedUntil }
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
  const isFresh = now.getTime() - act.finishedAt.getTime() < factsHoldMs
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

/** Once the new release may serve users, failing is not enough: what it replaced must come back. */
function isLive(deployment: Deployment): boolean {
  return goesLive(deployment) || actNamed(deployment, 'run-workflow')?.state === 'done'
}

/** A person who has looked and keeps the release outranks every check that is left. */
const isKept = (deployment: Live): boolean =>
  deployment.state === 'watching' && deployment.acceptedBy !== null

/** Steps that only look at what is live: where nobody could look, nothing is known against it. */
const looks = new Set<StepName>(['check-live', 'call-functions', 'watch'])

function troubleOf(deployment: Live): Trouble | undefined {
  const failed = failedStep(deployment)
  if (failed) {
    const act = actNamed(deployment, failed.step)
    const isBlind =
      looks.has(failed.step) && act?.state === 'failed' && (act.isUnknown || failed.step === 'watch')
    return { is: isBlind ? 'inconclusive' : 'fail', ...failed }
  }
  const watch = actNamed(deployment, 'watch')
  if (watch?.state !== 'done') return undefined
  const verdict = watch.outcome as Verdict
  return verdict.is === 'pass' ? undefined : { is: verdict.is, step: 'watch', why: verdict.because.join(' ') }
}

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
  const retryAt = act?.state === 'intended' ? act.retryAt : null
  return retryAt !== null && retryAt > now ? { do: 'wait', until: retryAt } : { do: 'act', name }
}

/**
 * Once a promotion is under way, the only safe way is forward; so it is once a workflow ran to its end, or could not
 * be stopped.
 */
export function canStillStop(deployment: Deployment): boolean {
  const run = actNamed(deployment, 'run-workflow')
  const isRunOver = run?.state === 'done' || (run && actNamed(deployment, 'stop')?.state === 'failed')
  return !goesLive(deployment) && !isRunOver && failedStep(deployment) === undefined
}

/** From here on the new release may serve users. */
const goesLive = (deployment: Deployment): boolean =>
  (['promote', 'activate', ...undoNames] as const).some((name) => actNamed(deployment, name) !== undefined)

/** What a person may say of this deployment now; buttons and commands offer the same. */
export function openChoices(deployment: Deployment): TroubleChoice[] {
  if (deployment.state !== 'watching' && deployment.state !== 'paused') return []
  const back: TroubleChoice[] = deployment.plan.undo.length > 0 ? ['roll-back'] : []
  if (deployment.state === 'watching') return deployment.acceptedBy === null ? back : []
  const again: TroubleChoice[] = deployment.trouble.step === 'watch' ? ['watch-again'] : []
  const isReleased = (['promote', 'activate', 'run-workflow'] as const).some(
    (name) => actNamed(deployment, name)?.state === 'done',
  )
  return [...back, ...again, ...(isReleased ? (['keep'] as const) : [])]
}

/** True where somebody's wish to cancel is being carried out. */
export const isStopping = (deployment: Deployment & { state: 'rolling-out' }): boolean =>
  deployment.cancelRequestedBy !== null && canStillStop(deployment)

export function actNamed(deployment: { acts: Act[] }, name: ActName): Act | undefined {
  return deployment.acts.find((act) => act.name === name)
}

/** Records at GitHub are wished for, not needed: a deployment at night must not wait for them. */
const isEssential = {
  record: false,
  build: true,
  smoke: true,
  promote: true,
  'check-live': true,
  snapshot: true,
  bundle: true,
  activate: true,
  'call-functions': true,
  'run-workflow': true,
  watch: true,
  'restore-frontend': true,
  'check-restored': true,
  'rerun-workflow': true,
  'restore-functions': true,
} as const satisfies Record<StepName, boolean>

/** The step that ended a rollout, if one did. */
export function failedStep(deployment: Deployment): { step: StepName; why: string } | undefined {
  if (!('plan' in deployment) || deployment.plan === null) return undefined
  for (const step of deployment.plan.steps) {
    const act = actNamed(deployment, step)
    if (act?.state === 'failed' && isEssential[step]) return { step, why: act.reason }
  }
  return undefined
}

function stopEffect(deployment: Deployment): string {
  if (actNamed(deployment, 'run-workflow'))
    return 'The workflow run was stopped; how far it came stands in its log.'
  const stop = actNamed(deployment, 'stop')
  return stop?.state === 'failed'
    ? `Nothing was released, but the build was not stopped. ${stop.reason}`
    : 'Nothing was released.'
}
