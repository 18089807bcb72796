import type { Act } from './act.ts'
import type { Deployment, Failure } from './deployment.ts'
import type { Actor } from './people.ts'
import type { DeploymentPlan, StepName } from './plan.ts'
import { shortSha } from './release.ts'

/** Everything a deployment does to the outside world. */
export type ActName = 'plan' | 'retake-facts' | StepName | 'mark-started' | 'stop' | 'conclude'

export type NextStep =
  | { do: 'act'; name: ActName }
  | { do: 'settle-plan' }
  | { do: 'expire' }
  | { do: 'start' }
  /** A bound fact changed: approvals are void and the plan is made anew. */
  | { do: 'replan'; changed: string[] }
  | { do: 'end'; ending: Ending }
  | { do: 'wait'; until: Date | null }

export type Ending =
  | { to: 'verified' }
  | { to: 'failed'; failure: Failure }
  | { to: 'cancelled'; by: Actor; effect: string }

/** Facts taken for approval hold for this long once the deployment's turn has come. */
const factsHoldMs = 60_000

/** What is due for a deployment now. Pure: the same rows and time always give the same step. */
export function nextStep(deployment: Deployment, turn: { blockedBy: number | null }, now: Date): NextStep {
  switch (deployment.state) {
    case 'planned':
      return nextPlanningStep(deployment, now)
    case 'awaiting-approval':
      return now >= deployment.expiresAt ? { do: 'expire' } : { do: 'wait', until: deployment.expiresAt }
    case 'queued':
      return turn.blockedBy === null ? nextQueuedStep(deployment, now) : { do: 'wait', until: null }
    case 'rolling-out':
      return nextRolloutStep(deployment, now)
    default:
      return { do: 'wait', until: null }
  }
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

function nextRolloutStep(deployment: Deployment & { state: 'rolling-out' }, now: Date): NextStep {
  const by = deployment.cancelRequestedBy
  if (by !== null && isStopping(deployment)) {
    const running = actNamed(deployment, 'build') ?? actNamed(deployment, 'run-workflow')
    const acts: ActName[] = running?.state === 'intended' ? ['stop', 'conclude'] : ['conclude']
    return (
      unfinished(deployment, acts, now) ?? {
        do: 'end',
        ending: { to: 'cancelled', by, effect: stopEffect(deployment) },
      }
    )
  }
  const failed = failedStep(deployment)
  if (failed) {
    return (
      unfinished(deployment, ['conclude'], now) ?? {
        do: 'end',
        ending: { to: 'failed', failure: stepFailure(failed, deployment.plan) },
      }
    )
  }
  return (
    unfinished(deployment, rolloutActs(deployment.plan), now) ?? {
      do: 'end',
      ending: { to: 'verified' },
    }
  )
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
  return actNamed(deployment, 'promote') === undefined && !isRunOver && failedStep(deployment) === undefined
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
  'run-workflow': true,
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

function planFailure(why: string): Failure {
  return {
    step: 'plan',
    why,
    leaves: 'Nothing was changed.',
    next: 'Give the command again; if it keeps failing, `/status` shows what is known.',
  }
}

function retakeFailure(why: string): Failure {
  return {
    step: 'retake-facts',
    why,
    leaves: 'Nothing was changed.',
    next: 'Mend what it names, then deploy again.',
  }
}

function stepFailure({ step, why }: { step: StepName; why: string }, plan: DeploymentPlan): Failure {
  const before = plan.facts.live?.sha
  const again = before
    ? `\`/deploy ${plan.service} ${plan.environment} ${shortSha(before)}\``
    : 'deploy an earlier commit'
  const still = `${plan.environment} still runs ${before ? shortSha(before) : 'what it ran before'}.`
  const words = {
    record: { leaves: still, next: 'Deploy again.' },
    build: { leaves: still, next: 'Read the build log, mend the commit, and deploy again.' },
    smoke: { leaves: still, next: 'Open the build by its own address, mend the commit, and deploy again.' },
    promote: {
      leaves: `It is not certain whether ${plan.environment} runs ${shortSha(plan.sha)} or what it ran before.`,
      next: `Look at the live address; ${again} puts the earlier release back.`,
    },
    'check-live': {
      leaves: `${plan.environment} runs ${shortSha(plan.sha)}, which failed its check.`,
      next: `${again} puts the earlier release back: its build is ready.`,
    },
    'run-workflow': {
      leaves: 'How far it came stands in the workflow’s log.',
      next: 'Read the log, then deploy again or deploy an earlier commit.',
    },
  } as const satisfies Record<StepName, { leaves: string; next: string }>
  return { step, why, ...words[step] }
}

function stopEffect(deployment: Deployment): string {
  if (actNamed(deployment, 'run-workflow'))
    return 'The workflow run was stopped; how far it came stands in its log.'
  const stop = actNamed(deployment, 'stop')
  return stop?.state === 'failed'
    ? `Nothing was released, but the build was not stopped. ${stop.reason}`
    : 'Nothing was released.'
}
