import type { Act } from '../act.ts'
import type { Deployment, Trouble } from './deployment.ts'
import { type BaseStep, type StepName, undoNames } from './plan-steps.ts'
import { baseOf, stageOf } from './stages.ts'
import type { Verdict } from './verdict.ts'

/** What a person may say of a release that is live and in doubt. */
export const troubleChoices = ['roll-back', 'keep', 'watch-again', 'go-on'] as const
export type TroubleChoice = (typeof troubleChoices)[number]

/** Everything a deployment does to the outside world. */
export type ActName = OtherAct | StepName
type OtherAct = 'plan' | 'retake-facts' | 'mark-started' | 'find-flags' | 'stop' | 'conclude'
/** An act, whichever stage it belongs to. */
export type BaseAct = OtherAct | BaseStep

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
  isStaged(deployment) ||
  (['promote', 'activate', ...undoNames] as const).some((name) => actNamed(deployment, name) !== undefined)

/** True once a rolling release may have begun: then some visitors have the new build. */
export const isStaged = ({ acts }: { acts: Act[] }): boolean =>
  acts.some((act) => baseOf(act.name) === 'enter-stage' && !isRefusedAtOnce(act))

/** What is refused at the first attempt, for example beside another rolling release, was never sent. */
export const isRefusedAtOnce = (act: Act): boolean =>
  act.state === 'failed' && act.attempts === 1 && !act.isUnknown && stageOf(act.name) === 0

/** What a person may say of this deployment now; buttons and commands offer the same. */
export function openChoices(deployment: Deployment): TroubleChoice[] {
  if (!('plan' in deployment) || !deployment.plan) return []
  const back: TroubleChoice[] = deployment.plan.undo.length > 0 ? ['roll-back'] : []
  switch (deployment.state) {
    case 'rolling-out':
      return isStaged(deployment) ? back : []
    case 'watching':
      return deployment.acceptedBy === null ? back : []
    case 'paused':
      return [...back, ...choicesAgainst(deployment)]
    default:
      return []
  }
}

/** Between two stages a release goes on to the next; once it has everybody, it is kept. */
function choicesAgainst({ plan, acts, trouble }: Deployment & { state: 'paused' }): TroubleChoice[] {
  const base = baseOf(trouble.step)
  if (base === 'watch-stage') return ['watch-again', 'go-on']
  const releasing: ActName[] = ['promote', 'activate', 'run-workflow', `enter-stage:${plan.stages.length}`]
  const isReleased = releasing.some((name) => actNamed({ acts }, name)?.state === 'done')
  return [...(looks.has(base) ? (['watch-again'] as const) : []), ...(isReleased ? (['keep'] as const) : [])]
}

/** True where somebody's wish to cancel is being carried out. */
export const isStopping = (deployment: Deployment & { state: 'rolling-out' }): boolean =>
  deployment.cancelRequestedBy !== null && canStillStop(deployment)

/** The act of that name in the present round, if it has begun. */
export function actNamed(deployment: { acts: Act[] }, name: ActName): Act | undefined {
  return deployment.acts.find((act) => act.name === name)
}

/** Records at GitHub are wished for, not needed: a deployment at night must not wait for them. */
const isEssential = {
  record: false,
  build: true,
  smoke: true,
  promote: true,
  'enter-stage': true,
  'watch-stage': true,
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
} as const satisfies Record<BaseStep, boolean>

/** The step that ended a rollout, if one did. */
export function failedStep(deployment: Deployment): { step: StepName; why: string } | undefined {
  if (!('plan' in deployment) || deployment.plan === null) return undefined
  for (const step of deployment.plan.steps) {
    const act = actNamed(deployment, step)
    if (act?.state !== 'failed' || !isEssential[baseOf(step)] || isPassedOver(deployment, step)) continue
    return { step, why: act.reason }
  }
  return undefined
}

/** Once the new release may serve users, failing is not enough: what it replaced must come back. */
export function isLive(deployment: Deployment): boolean {
  return goesLive(deployment) || actNamed(deployment, 'run-workflow')?.state === 'done'
}

/** Steps that only look at what is live: where nobody could look, nothing is known against it. */
const looks = new Set<BaseStep>(['check-live', 'call-functions', 'watch', 'watch-stage'])

/** What speaks against a release, or that nothing does. */
export function troubleOf(deployment: Deployment): Trouble | undefined {
  const failed = failedStep(deployment)
  if (failed) {
    const act = actNamed(deployment, failed.step)
    const base = baseOf(failed.step)
    const isBlind = looks.has(base) && act?.state === 'failed' && (act.isUnknown || isWatch(failed.step))
    return { is: isBlind ? 'inconclusive' : 'fail', ...failed }
  }
  return badVerdict(deployment)
}

/** The first watch that did not pass, and that nobody passed over. */
function badVerdict(deployment: Deployment): Trouble | undefined {
  for (const { name, ...act } of deployment.acts) {
    const step = isWatch(name) ? name : undefined
    if (step === undefined || act.state !== 'done' || isPassedOver(deployment, step)) continue
    const { is, because } = act.outcome as Verdict
    if (is !== 'pass') return { is, step, why: because.join(' ') }
  }
  return undefined
}

const isWatch = (name: string): name is 'watch' | `watch-stage:${number}` =>
  name === 'watch' || /^watch-stage:\d+$/.test(name)

/** By a person's word, which the next stage carries on once it is entered. */
function isPassedOver(deployment: Deployment, step: StepName): boolean {
  const stage = baseOf(step) === 'watch-stage' ? stageOf(step) : null
  if (stage === null) return false
  const isWord = deployment.state === 'rolling-out' && deployment.wentOn?.stage === stage
  return isWord || actNamed(deployment, `enter-stage:${stage + 1}`) !== undefined
}
