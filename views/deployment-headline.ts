import type { Deployment, Failure } from '../src/domain/deployment.ts'
import type { DeploymentPlan } from '../src/domain/plan.ts'
import { releaseName, shortSha } from '../src/domain/release.ts'
import { approvalsInWords } from './deployment-facts.ts'
import { actInWords, askAgain, stateIcons } from './deployment-words.ts'
import { refusalInWords } from './refusal.ts'
import { actor, code, duration, line, link, sentence, time, user } from './text.ts'

/** The first thing read on a card: the state, and what it means for whoever looks. */
export function headline(deployment: Deployment, environmentUrl: string | null): string {
  const state = `${stateIcons[deployment.state]} ${headlineWords(deployment)}`
  if (deployment.state === 'verified' && environmentUrl)
    return `${state}\n${link(environmentUrl, environmentUrl)}`
  return state
}

function headlineWords(deployment: Deployment): string {
  switch (deployment.state) {
    case 'planned':
      return '*Being planned.* Reading commits, checks and what is live.'
    case 'refused':
      return `*Not possible.* ${refusalInWords(deployment.refusal)}`
    case 'awaiting-approval':
      return `*Waiting for approval:* ${approvalsInWords(deployment.plan, deployment.approvals)}\nExpires ${time(deployment.expiresAt)}. Nothing changes until then.`
    case 'queued':
      return `*${deployment.approvals.length > 0 ? 'Approved' : 'Accepted'}.* Starts once no earlier deployment of it is under way; the facts are checked once more.`
    case 'rolling-out':
      return deployment.cancelRequestedBy
        ? `*Stopping.* ${user(deployment.cancelRequestedBy)} asked to cancel; the step under way is brought to a safe end.`
        : `*Rolling out* since ${time(deployment.startedAt)}`
    case 'watching':
      return deployment.acceptedBy
        ? `*Kept* by ${actor(deployment.acceptedBy)}. It is being concluded.`
        : `*Live, being watched.* It counts as verified when the watch is over.${wayBack(deployment.plan)}`
    case 'paused':
      return `*${deployment.trouble.is === 'fail' ? 'It failed' : 'Nobody can tell'}, and it is live:* ${sentence(line(deployment.trouble.why, 500))}${wayBack(deployment.plan)}\n*Next:* roll it back, watch it again, or keep it.`
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

/** What went wrong, what was reverted, what comes next. */
function rolledBackInWords(deployment: Deployment & { state: 'rolled-back' }): string {
  const { plan, trouble, environment, service } = deployment
  const back = plan.returnsTo ? code(releaseName(plan.returnsTo.sha)) : 'what it ran before'
  return [
    `*Rolled back* ${time(deployment.endedAt)} by ${actor(deployment.by)}`,
    `*What went wrong:* ${actInWords(trouble.step)}: ${sentence(line(trouble.why, 500))}`,
    `*What was reverted:* ${line(service, 60)} on ${line(environment, 60)} runs ${back} again, not ${code(shortSha(plan.sha))}.`,
    `*What comes next:* ${latchWords(deployment)}`,
  ].join('\n')
}

const latchWords = ({ service, environment }: Deployment): string =>
  `${line(service, 60)} on ${line(environment, 60)} is locked, so that nothing puts it back unseen. When the cause is mended: ${code(`/deploy unlock ${environment} ${service}`)}, then deploy.`

const wayBack = ({ undo, returnsTo }: DeploymentPlan): string =>
  undo.length > 0 && returnsTo
    ? ` Rolling back brings ${code(releaseName(returnsTo.sha))} back.`
    : ' There is no earlier release to go back to.'

/** Three sentences: why, what state it leaves, what to do next. */
export function failureInWords(failure: Failure): string {
  return [
    `*Failed at “${actInWords(failure.step)}”.* ${sentence(line(failure.why, 500))}`,
    `*What it leaves:* ${sentence(line(failure.leaves, 500))}`,
    `*Next:* ${sentence(line(failure.next, 500))}`,
  ].join('\n')
}

const took = (from: Date, to: Date): string => duration(to.getTime() - from.getTime())
