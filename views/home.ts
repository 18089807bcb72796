import type { KnownBlock } from '@slack/types'
import type { Deployment } from '../src/domain/deployment/deployment.ts'
import { actions, planValue } from './actions.ts'
import { button, context, divider, header, packed, row, section } from './blocks.ts'
import { approvalsInWords } from './deployment/facts.ts'
import { commitOf, titleOf } from './deployment/words.ts'
import { withinLimits } from './limits.ts'
import {
  deploymentLine,
  freezeNowLine,
  incidentLine,
  type OpenIncident,
  type Overview,
  summaryOf,
} from './overview.ts'
import { environmentBlocks } from './status-reply.ts'
import { line, time, user } from './text.ts'

/** `waiting` are the deployments that the person who looks may approve now. */
export type HomeFacts = Overview & { waiting: readonly Deployment[] }

const maxWaiting = 10
const maxIncidents = 10

/** The Home tab: what waits for you, what is going on, and what is live. */
export function homeBlocks(facts: HomeFacts): KnownBlock[] {
  return withinLimits(
    [
      header('Pilothouse'),
      section(`*${summaryOf(facts)}*`),
      ...row([
        button(actions.deploy, 'Deploy…', 'home', { style: 'primary' }),
        button(actions.rollback, 'Roll back…', 'home'),
        button(actions.declare, 'Declare incident…', 'home', { style: 'danger' }),
        button(actions.status, 'Status', 'home'),
      ]),
      divider,
      ...waitingBlocks(facts.waiting),
      ...incidentBlocks(facts),
      ...packed(facts.freezes.map(freezeNowLine)),
      ...activeBlocks(facts.active),
      divider,
      header('What is live'),
      ...environmentBlocks(facts),
      context(`As of ${time(facts.now)}. Open this tab again for the newest state.`),
    ],
    'home',
  )
}

function waitingBlocks(waiting: readonly Deployment[]): KnownBlock[] {
  if (waiting.length === 0) return [header('Waiting for you'), section('Nothing waits for your approval.')]
  const left = waiting.length - maxWaiting
  return [
    header('Waiting for you'),
    ...waiting.slice(0, maxWaiting).flatMap(approvalBlocks),
    ...(left > 0 ? [context(`… and ${left} more`)] : []),
  ]
}

function approvalBlocks(deployment: Deployment): KnownBlock[] {
  if (deployment.state !== 'awaiting-approval') return []
  const { plan } = deployment
  const seen = planValue(deployment.id, plan.hash)
  const reason = deployment.reason ? `\n${line(deployment.reason)}` : ''
  return [
    section(
      `*${titleOf(deployment)}*\n${commitOf(plan)}, asked for by ${user(deployment.requestedBy)} · approvals: ${approvalsInWords(plan, deployment.approvals)}${reason}`,
    ),
    ...row([
      button(actions.approve, 'Approve', seen, { style: 'primary' }),
      button(actions.reject, 'Reject…', seen, { style: 'danger' }),
      button(actions.details, 'Details', String(deployment.id)),
    ]),
  ]
}

function incidentBlocks({ incidents, now }: Pick<Overview, 'incidents' | 'now'>): KnownBlock[] {
  if (incidents.length === 0) return [header('Open incidents'), section('None.')]
  const left = incidents.length - maxIncidents
  return [
    header('Open incidents'),
    ...incidents
      .slice(0, maxIncidents)
      .map((each: OpenIncident) =>
        section(incidentLine(each, now), button(actions.update, 'Post update…', String(each.incident.id))),
      ),
    ...(left > 0 ? [context(`… and ${left} more: \`/incident list\``)] : []),
  ]
}

const activeBlocks = (active: readonly Deployment[]): KnownBlock[] => [
  header('Deployments under way'),
  ...packed(active.length > 0 ? active.map(deploymentLine) : ['None.']),
]
