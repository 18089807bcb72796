import type { Deployment, Failure } from '../../src/domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import { releaseName, shortSha } from '../../src/domain/deployment/release.ts'
import { baseOf } from '../../src/domain/deployment/stages.ts'
import type { Wait } from '../../src/domain/gate/wait.ts'
import { waitLines } from '../gate/waits.ts'
import { refusalInWords } from '../refusal.ts'
import { actor, code, duration, line, link, sentence, time, user } from '../text.ts'
import { approvalsInWords } from './facts.ts'
import { nextShare, shareNow, wentOnInWords } from './stage-words.ts'
import { actInWords, askAgain, stateIcons, stepInWords } from './words.ts'

/** The first thing read on a card: the state, and what it means for whoever looks. */
export function headline(
  deployment: Deployment,
  environmentUrl: string | null,
  waits: readonly Wait[],
): string {
  const state = `${stateIcons[deployment.state]} ${headlineWords(deployment, waits)}`
  if (deployment.state === 'verified' && environmentUrl)
    return `${state}\n${link(environmentUrl, environmentUrl)}`
  return state
}

function headlineWords(deployment: Deployment, waits: readonly Wait[]): string {
  switch (deployment.state) {
    case 'planned':
      return '*Being planned.* Reading commits, checks and what is live.'
    case 'refused':
      return `*Not possible.* ${refusalInWords(deployment.refusal)}`
    case 'awaiting-approval':
      return `*Waiting for approval:* ${approvalsInWords(deployment.plan, deployment.approvals)}\nExpires ${time(deployment.expiresAt)}. Nothing changes until then.${onceApproved(deployment, waits)}`
    case 'queued':
      return queuedInWords(deployment, waits)
    case 'rolling-out':
      return deployment.cancelRequestedBy
        ? `*Stopping.* ${user(deployment.cancelRequestedBy)} asked to cancel; the step under way is brought to a safe end.`
        : rollingOut(deployment)
    case 'watching':
      return deployment.acceptedBy
        ? `*Kept* by ${actor(deployment.acceptedBy)}. It is being concluded.`
        : `*Live, being watched.* It counts as verified when the watch is over.${wayBack(deployment.plan)}`
    case 'paused':
      return `*${deployment.trouble.is === 'fail' ? 'It failed' : 'Nobody can tell'}, and ${shareNow(deployment, deployment.plan) ?? 'it is live'}${shareNow(deployment, deployment.plan) ? ' have it' : ''}:* ${sentence(line(deployment.trouble.why, 500))}${wayBack(deployment.plan)}\n*Next:* ${nextFor(deployment)}`
    case 'rolling-back':
      return `*Being rolled back* by ${actor(deployment.by)}. ${sentence(line(deployment.trouble.why, 500))}`
    case 'rolled-back':
      return rolledBackInWords(deployment)
    case 'verified':
      if (deployment.purpose === 'rollback')
        return `*Rolled back* ${time(deployment.endedAt)}, after ${took(deployment.startedAt, deployment.endedAt)}. ${latchWords(deployment)}`
      return `*Live and verified* ${time(deployment.endedAt)}, after ${took(deployment.startedAt, deployment.endedAt)}`
    case 'failed':
      return failureInWords(deployment.failure)
    case 'cancelled':
      return `*Cancelled* by ${actor(deployment.by)} ${time(deployment.endedAt)}. ${sentence(line(deployment.effect))}`
    case 'rejected':
      return `*Rejected* by ${user(deployment.by)} ${time(deployment.endedAt)}: ${sentence(line(deployment.because))} Nothing was changed.`
    case 'expired':
      return `*Expired* ${time(deployment.endedAt)}, because not enough people approved in time. Nothing was changed.\n*Next:* ask again with ${askAgain(deployment)}`
  }
}

function queuedInWords(deployment: Deployment & { state: 'queued' }, waits: readonly Wait[]): string {
  const lines = waitLines(deployment, waits)
  const accepted = `*${deployment.approvals.length > 0 ? 'Approved' : 'Accepted'}.*`
  return lines.length > 0
    ? `${accepted} ${lines.join('\n')}`
    : `${accepted} Its turn has come; the facts are checked once more.`
}

/** The time that was asked for has come, and the approvals have not. */
function late({ startAt }: Deployment, waits: readonly Wait[]): string[] {
  if (!startAt || waits.some((wait) => wait.for === 'time')) return []
  return [`It starts at once, since its time, ${time(startAt)}, has passed.`]
}

/** What would hold it back even then. */
function onceApproved(deployment: Deployment, waits: readonly Wait[]): string {
  const lines = [...late(deployment, waits), ...waitLines(deployment, waits)]
  return lines.length > 0 ? `\n*Once approved:* ${lines.join('\n')}` : ''
}

/** What went wrong, what was reverted, what comes next. */
function rolledBackInWords(deployment: Deployment & { state: 'rolled-back' }): string {
  const { plan, trouble, environment, service } = deployment
  const back = plan.returnsTo ? code(releaseName(plan.returnsTo.sha)) : 'what it ran before'
  return [
    `*Rolled back* ${time(deployment.endedAt)} by ${actor(deployment.by)}`,
    `*What went wrong:* ${stepInWords(trouble.step, plan)}: ${sentence(line(trouble.why, 500))}`,
    `*What was reverted:* ${line(service, 60)} on ${line(environment, 60)} runs ${back} again, not ${code(shortSha(plan.sha))}.`,
    `*What comes next:* ${latchWords(deployment)}`,
  ].join('\n')
}

const latchWords = ({ service, environment }: Deployment): string =>
  `${line(service, 60)} on ${line(environment, 60)} is locked, so that nothing puts it back unseen. When the cause is mended: ${code(`/deploy unlock ${environment} ${service}`)}, then deploy.`

const wayBack = ({ undo, returnsTo }: DeploymentPlan): string =>
  undo.length > 0 && returnsTo
    ? ` Rolling back brings ${returnsTo.sha ? code(releaseName(returnsTo.sha)) : releaseName(undefined)} back.`
    : ' There is no earlier release to go back to.'

function rollingOut(deployment: Deployment & { state: 'rolling-out' }): string {
  const share = shareNow(deployment, deployment.plan)
  const what = share === null ? '*Rolling out*' : `*Rolling out: ${share}*`
  return `${what} since ${time(deployment.startedAt)}${wentOnInWords(deployment)}`
}

const nextFor = ({ trouble, plan }: Deployment & { state: 'paused' }): string =>
  baseOf(trouble.step) === 'watch-stage'
    ? `roll it back, watch it again, or go on to ${nextShare(plan, trouble.step)}.`
    : 'roll it back, watch it again, or keep it.'

/** Three sentences: why, what state it leaves, what to do next. */
export function failureInWords(failure: Failure): string {
  return [
    `*Failed at “${actInWords(failure.step)}”.* ${sentence(line(failure.why, 500))}`,
    `*What it leaves:* ${sentence(line(failure.leaves, 500))}`,
    `*Next:* ${sentence(line(failure.next, 500))}`,
  ].join('\n')
}

const took = (from: Date, to: Date): string => duration(to.getTime() - from.getTime())
