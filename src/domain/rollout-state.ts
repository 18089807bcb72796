import type { Act } from './act.ts'
import type { Deployment, Trouble } from './deployment.ts'
import { type StepName, undoNames } from './plan-steps.ts'
import type { Verdict } from './verdict.ts'

/** What a person may say of a release that is live and in doubt. */
export const troubleChoices = ['roll-back', 'keep', 'watch-again'] as const
export type TroubleChoice = (typeof troubleChoices)[number]

/** Everything a deployment does to the outside world. */
export type ActName = 'plan' | 'retake-facts' | StepName | 'mark-started' | 'stop' | 'conclude'

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

/** Once the new release may serve users, failing is not enough: what it replaced must come back. */
export function isLive(deployment: Deployment): boolean {
  return goesLive(deployment) || actNamed(deployment, 'run-workflow')?.state === 'done'
}

/** Steps that only look at what is live: where nobody could look, nothing is known against it. */
const looks = new Set<StepName>(['check-live', 'call-functions', 'watch'])

/** What speaks against a release, or that nothing does. */
export function troubleOf(deployment: Deployment): Trouble | undefined {
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
