import type { Deployment, DeploymentState } from '../../src/domain/deployment/deployment.ts'
import { broughtSha, type DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import { isNothing, type LiveRelease, shortSha } from '../../src/domain/deployment/release.ts'
import type { BaseAct } from '../../src/domain/deployment/rollout-state.ts'
import { baseOf, stageOf } from '../../src/domain/deployment/stages.ts'
import { code, line, link, plural, time } from '../text.ts'

export const stateWords = {
  planned: 'being planned',
  refused: 'not possible',
  'awaiting-approval': 'waiting for approval',
  queued: 'accepted and in the queue',
  'rolling-out': 'rolling out',
  watching: 'live, being watched',
  paused: 'live, waiting for a decision',
  'rolling-back': 'being rolled back',
  'rolled-back': 'rolled back',
  verified: 'live and verified',
  failed: 'failed',
  cancelled: 'cancelled',
  rejected: 'rejected',
  expired: 'expired',
} as const satisfies Record<DeploymentState, string>

export const stateIcons = {
  planned: ':mag:',
  refused: ':no_entry:',
  'awaiting-approval': ':hourglass_flowing_sand:',
  queued: ':white_circle:',
  'rolling-out': ':rocket:',
  watching: ':eyes:',
  paused: ':warning:',
  'rolling-back': ':leftwards_arrow_with_hook:',
  'rolled-back': ':leftwards_arrow_with_hook:',
  verified: ':white_check_mark:',
  failed: ':x:',
  cancelled: ':black_square_for_stop:',
  rejected: ':no_entry_sign:',
  expired: ':alarm_clock:',
} as const satisfies Record<DeploymentState, string>

const actWords = {
  plan: 'Take the facts and plan',
  'retake-facts': 'Check the facts again',
  record: 'Record the deployment on GitHub',
  'mark-started': 'Mark it as started on GitHub',
  build: 'Build the release',
  smoke: 'Smoke-test the build',
  promote: 'Promote it to the live address',
  'enter-stage': 'Release to more visitors',
  'watch-stage': 'Watch the new build beside the one before',
  'check-live': 'Check the live address',
  'run-workflow': 'Run the workflow on GitHub',
  snapshot: 'Keep a copy of what runs',
  bundle: 'Bundle every function',
  activate: 'Make them live together',
  'call-functions': 'Call the functions',
  'restore-functions': 'Bring the earlier functions back',
  watch: 'Watch the live release',
  'restore-frontend': 'Bring the earlier build back',
  'check-restored': 'Check the live address again',
  'rerun-workflow': 'Run the workflow with the earlier commit',
  'find-flags': 'Look for flags that changed',
  stop: 'Stop what is running',
  conclude: 'Report the result to GitHub',
} as const satisfies Record<BaseAct, string>

/** Where nothing is promoted, and no users are watched. */
const previewWords: Partial<Record<BaseAct, string>> = {
  promote: 'Give it the preview’s address',
  'check-live': 'Check the preview’s address',
  watch: 'Watch the preview',
  'restore-frontend': 'Give the address back to the earlier build',
  'check-restored': 'Check the preview’s address again',
}

/** The same for a step of a plan, which may be a preview's. */
export const stepInWords = (step: string, { isPreview }: DeploymentPlan): string =>
  (isPreview && isBaseAct(step) ? previewWords[step] : undefined) ?? actInWords(step)

const isBaseAct = (name: string): name is BaseAct => Object.hasOwn(actWords, name)

/** A stage is counted from 1 by people. */
export function actInWords(name: string): string {
  const base = baseOf(name)
  const stage = stageOf(name)
  if (!isBaseAct(base)) return line(name.replaceAll('-', ' '), 60)
  return stage === null ? actWords[base] : `${actWords[base]}, stage ${stage + 1}`
}

/** "web → production", unescaped: for headers and other plain text. */
export const route = (of: { service: string; environment: string }): string =>
  `${of.service} → ${of.environment}`

/** "web → production · deployment 3", for mrkdwn. */
export const titleOf = (deployment: Deployment): string =>
  `${line(route(deployment), 100)} · deployment ${deployment.id}`

/** " · rollback to deployment 3"; nothing for a release. */
export function rollbackMark({ purpose, returnsTo }: Deployment): string {
  if (purpose === 'release') return ''
  const to = returnsTo?.deployment ? `deployment ${returnsTo.deployment}` : 'what ran before'
  return ` · rollback to ${to}`
}

/** The state of whatever holds a stored state's name, for example in the facts of an update. */
export const stateInWords = (state: string): string =>
  Object.hasOwn(stateWords, state) ? stateWords[state as DeploymentState] : line(state, 60)

export const planOf = (deployment: Deployment): DeploymentPlan | null =>
  'plan' in deployment ? deployment.plan : null

/** "abc1234 on main", linked where its address is known, and without a branch where none was named; or that nobody knows which commit comes back. */
export function commitOf(plan: DeploymentPlan): string {
  if (broughtSha(plan) === null)
    return plan.returnsTo?.deployment
      ? `unknown: what deployment ${plan.returnsTo.deployment} left comes back`
      : 'unknown: what ran before Pilothouse’s first deployment comes back'
  const url = plan.facts.commits.find((commit) => commit.sha === plan.sha)?.url
  const name = url ? link(url, shortSha(plan.sha)) : code(shortSha(plan.sha))
  return plan.ref === plan.sha ? name : `${name} on ${code(plan.ref)}`
}

/** What runs now and since when, as far as it is known. */
export function liveInWords(live: LiveRelease | null): string {
  if (isNothing(live)) return 'nothing deployed yet'
  const what = live.sha ? code(shortSha(live.sha)) : unknownInWords(live)
  const since = live.since ? new Date(live.since) : null
  return since && !Number.isNaN(since.getTime())
    ? `${what}${live.sha || !live.functions ? '' : ','} since ${time(since)}`
    : `${what}, since when is unknown`
}

function unknownInWords({ functions, deployment }: LiveRelease): string {
  if (!functions) return 'a release of unknown commit'
  const count = plural(functions.length, 'function')
  return deployment === undefined
    ? `${count} that Pilothouse did not put there`
    : `${count} as deployment ${deployment} left them, commit unknown`
}

/** What to type to ask for the same deployment again. */
export const askAgain = (of: { service: string; environment: string; ref: string }): string =>
  code(`/deploy ${of.service} ${of.environment} ${of.ref}`, 250)
