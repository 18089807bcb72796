import type { Button, KnownBlock } from '@slack/types'
import type { Deployment, Failure } from '../src/domain/deployment.ts'
import type { Message } from '../src/domain/message.ts'
import type { DeploymentPlan } from '../src/domain/plan.ts'
import { canStillStop } from '../src/domain/rollout.ts'
import { actions, planValue } from './actions.ts'
import { button, confirm, context, factLines, header, packed, row, section } from './blocks.ts'
import {
  approvalsInWords,
  approversInWords,
  approversMissing,
  checksInWords,
  commitLines,
} from './deployment-facts.ts'
import { stepLines, stepsAhead } from './deployment-steps.ts'
import {
  actInWords,
  askAgain,
  commitOf,
  liveInWords,
  planOf,
  route,
  stateIcons,
  stateWords,
} from './deployment-words.ts'
import { refusalInWords } from './refusal.ts'
import { actor, code, duration, line, link, sentence, time, user } from './text.ts'

type Shown = Extract<Message, { purpose: 'deployment-card' }>

const maxCommits = 8
const maxChecks = 6

/** The one live card of a deployment, from plan to verified or failed. */
export function deploymentCard({ deployment, environmentUrl }: Shown): {
  text: string
  blocks: KnownBlock[]
} {
  const plan = planOf(deployment)
  const steps = stepLines(deployment)
  return {
    text: `${line(route(deployment), 100)}: ${stateWords[deployment.state]} (deployment ${deployment.id})`,
    blocks: [
      header(`${route(deployment)} · deployment ${deployment.id}`),
      section(headline(deployment, environmentUrl)),
      ...voided(deployment),
      ...(plan ? [planFacts(deployment, plan)] : [section(requestLine(deployment))]),
      ...(steps.length > 0 ? packed(steps) : []),
      ...(plan ? packed(commitLines(plan, maxCommits)) : []),
      ...footnotes(deployment, plan),
      ...row(buttons(deployment, plan)),
    ],
  }
}

function headline(deployment: Deployment, environmentUrl: string | null): string {
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
    case 'verified':
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

/** Three sentences: why, what state it leaves, what to do next. */
export function failureInWords(failure: Failure): string {
  return [
    `*Failed at “${actInWords(failure.step)}”.* ${sentence(line(failure.why, 500))}`,
    `*What it leaves:* ${sentence(line(failure.leaves, 500))}`,
    `*Next:* ${sentence(line(failure.next, 500))}`,
  ].join('\n')
}

function voided(deployment: Deployment): KnownBlock[] {
  if (!('voided' in deployment) || !deployment.voided) return []
  const because = deployment.voided.map((fact) => line(fact)).join('; ')
  return [
    section(
      `:warning: *Approvals are void because* ${sentence(because)} Please look again before you approve.`,
    ),
  ]
}

function planFacts(deployment: Deployment, plan: DeploymentPlan): KnownBlock {
  const isWaiting = deployment.state === 'awaiting-approval'
  return factLines({
    Reason: deployment.reason ? line(deployment.reason) : null,
    Commit: `${commitOf(plan)} on ${code(plan.ref)}`,
    'Asked for by': `${user(deployment.requestedBy)} ${time(deployment.requestedAt)}`,
    [isWaiting ? 'Live now' : 'Live before']: liveInWords(plan.facts.live),
    Checks: checksInWords(plan.facts.checks, maxChecks),
    Approvals: isWaiting ? null : approvals(deployment, plan),
  })
}

const approvals = (deployment: Deployment, plan: DeploymentPlan): string =>
  approvalsInWords(plan, 'approvals' in deployment ? deployment.approvals : [])

const requestLine = (deployment: Deployment): string =>
  `${code(deployment.ref)}, asked for by ${user(deployment.requestedBy)} ${time(deployment.requestedAt)}${deployment.reason ? `: ${line(deployment.reason)}` : ''}`

function footnotes(deployment: Deployment, plan: DeploymentPlan | null): KnownBlock[] {
  if (!plan || deployment.state !== 'awaiting-approval') return []
  const missing = approversMissing(plan)
  const notes = [approversInWords(deployment, plan), stepsAhead(deployment)]
  return [...(missing ? [section(missing)] : []), ...notes.flatMap((note) => (note ? [context(note)] : []))]
}

function buttons(deployment: Deployment, plan: DeploymentPlan | null): Button[] {
  const id = String(deployment.id)
  const shown: Button[] = []
  if (deployment.state === 'awaiting-approval') {
    const seen = planValue(deployment.id, deployment.plan.hash)
    shown.push(
      button(actions.approve, 'Approve', seen, { style: 'primary' }),
      button(actions.reject, 'Reject…', seen, { style: 'danger' }),
    )
  }
  if (canBeCancelled(deployment))
    shown.push(button(actions.cancel, 'Cancel', id, { confirm: areYouSure(deployment) }))
  if (plan) shown.push(button(actions.details, 'Details', id))
  return shown
}

const canBeCancelled = (deployment: Deployment): boolean =>
  deployment.state === 'rolling-out'
    ? deployment.cancelRequestedBy === null && canStillStop(deployment)
    : ['planned', 'awaiting-approval', 'queued'].includes(deployment.state)

const areYouSure = (deployment: Deployment) =>
  confirm(
    `Cancel deployment ${deployment.id}?`,
    deployment.state === 'rolling-out'
      ? 'It is rolling out: the step under way is stopped where that is safe. The card will say what was left changed.'
      : 'Nothing has been changed yet, and nothing will be. Approvals given so far are lost.',
    'Cancel it',
    'Leave it',
  )

const took = (from: Date, to: Date): string => duration(to.getTime() - from.getTime())
