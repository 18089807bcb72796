import type { Failure, Trouble } from './deployment.ts'
import type { DeploymentPlan } from './plan.ts'
import type { BaseStep, StepName, UndoName } from './plan-steps.ts'
import { shortSha } from './release.ts'
import { baseOf } from './stages.ts'

/** No plan could be made. */
export function planFailure(why: string): Failure {
  return {
    step: 'plan',
    why,
    leaves: 'Nothing was changed.',
    next: 'Give the command again; if it keeps failing, `/status` shows what is known.',
  }
}

/** An approved plan could not be confirmed. */
export function retakeFailure(why: string): Failure {
  return {
    step: 'retake-facts',
    why,
    leaves: 'Nothing was changed.',
    next: 'Mend what it names, then deploy again.',
  }
}

/** A step of the roll-out failed; how far it came decides what it leaves. */
export function stepFailure({ step, why }: { step: StepName; why: string }, plan: DeploymentPlan): Failure {
  return { step, why, ...afterFailure(plan)[baseOf(step)] }
}

/** For each step, what its failure leaves and what to do next. */
const afterFailure = (plan: DeploymentPlan) => {
  const before = plan.facts.live?.sha
  const again = before
    ? `\`/deploy ${plan.service} ${plan.environment} ${shortSha(before)}\``
    : 'deploy an earlier commit'
  const still = `${plan.environment} still runs ${before ? shortSha(before) : 'what it ran before'}.`
  return {
    record: { leaves: still, next: 'Deploy again.' },
    build: { leaves: still, next: 'Read the build log, mend the commit, and deploy again.' },
    smoke: { leaves: still, next: 'Open the build by its own address, mend the commit, and deploy again.' },
    promote: {
      leaves: `It is not certain whether ${plan.environment} runs ${shortSha(plan.sha)} or what it ran before.`,
      next: `Look at the live address; ${again} puts the earlier release back.`,
    },
    'enter-stage': { leaves: still, next: 'Mend what it names, then deploy again.' },
    'watch-stage': {
      leaves: `Some visitors of ${plan.environment} are given ${shortSha(plan.sha)}, which did not pass its watch.`,
      next: 'Abort the rolling release in Vercel.',
    },
    'check-live': {
      leaves: `${plan.environment} runs ${shortSha(plan.sha)}, which failed its check.`,
      next: `${again} puts the earlier release back: its build is ready.`,
    },
    'run-workflow': {
      leaves: 'How far it came stands in the workflow’s log.',
      next: 'Read the log, then deploy again or deploy an earlier commit.',
    },
    snapshot: {
      leaves: 'This deployment changed nothing.',
      next: 'Deploy again: without a copy of what runs there is no way back.',
    },
    bundle: { leaves: still, next: 'Mend what it names, then deploy again.' },
    activate: {
      leaves: `It is not certain which functions of ${plan.environment} are new.`,
      next: `Look at the functions on Supabase; ${again} puts the earlier ones back.`,
    },
    'call-functions': {
      leaves: `${plan.environment} runs ${shortSha(plan.sha)}, which failed its calls.`,
      next: `${again} puts the earlier functions back.`,
    },
    watch: {
      leaves: `${plan.environment} runs ${shortSha(plan.sha)}, which did not pass its watch.`,
      next: `${again} puts the earlier release back.`,
    },
    ...afterUndoing(plan),
  } as const satisfies Record<BaseStep, { leaves: string; next: string }>
}

const afterUndoing = ({ environment }: DeploymentPlan) => {
  const unclear = `It is not certain what ${environment} runs now.`
  return {
    'restore-functions': {
      leaves: unclear,
      next: 'Look at the functions on Supabase, and deploy the commit that should be live.',
    },
    'restore-frontend': {
      leaves: unclear,
      next: 'Look at the project on Vercel, and promote the build that should be live.',
    },
    'check-restored': { leaves: unclear, next: 'Look at the live address and at the project on Vercel.' },
    'rerun-workflow': {
      leaves: unclear,
      next: 'Read the workflow’s log; dispatch it by hand if it must be now.',
    },
  } as const satisfies Record<UndoName, { leaves: string; next: string }>
}

/** The way back failed too: the worst moment to be unclear. */
export function undoFailure(step: UndoName, why: string, trouble: Trouble, plan: DeploymentPlan): Failure {
  const failure = stepFailure({ step, why }, plan)
  return { ...failure, why: `${trouble.why} The rollback did not work either: ${why}` }
}
