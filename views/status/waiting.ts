import type { KnownBlock } from '@slack/types'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { WaitingForYou } from '../../src/domain/status/waiting.ts'
import { actions, planValue } from '../actions.ts'
import { button, context, row, section } from '../blocks.ts'
import { approvalsInWords } from '../deployment/facts.ts'
import { commitOf, titleOf } from '../deployment/words.ts'
import { taskLine } from '../tasks/words.ts'
import { ago, code, line, sentence, time, user } from '../text.ts'

/** `toDecide` are the deployments that the person who looks may approve now; `today` is the team's day, `2026-11-23`. */
export type Waiting = { toDecide: readonly Deployment[]; forYou: WaitingForYou; today: string; now: Date }

const most = 8

/** Everything that waits for the person who looks, most urgent first, each with what they can do about it. */
export function waitingBlocks({ toDecide, forYou, today, now }: Waiting): KnownBlock[] {
  const things = [
    ...forYou.pages.map(pageBlocks),
    ...forYou.updates.map((each) => updateBlocks(each, now)),
    ...toDecide.map(approvalBlocks),
    ...forYou.offers.map(offerBlocks),
    ...forYou.reviews.map(reviewBlocks),
    ...forYou.tasks.map((task) => [
      section(
        `:ballot_box_with_check: ${taskLine(task, today)} · incident ${task.incidentId}`,
        button(actions.taskDone, 'Done', String(task.id)),
      ),
    ]),
  ]
  if (things.length === 0) return [section('Nothing waits for you.')]
  const left = things.length - most
  return [...things.slice(0, most).flat(), ...(left > 0 ? [context(`… and ${left} more`)] : [])]
}

function pageBlocks({ about, id, because, at }: WaitingForYou['pages'][number]): KnownBlock[] {
  const acknowledge = about === 'incident' ? actions.acknowledge : actions.acknowledgeAlert
  return [
    section(
      `:bell: *You were paged* about ${about} ${id} ${ago(at)}: ${sentence(line(because, 150))}`,
      button(acknowledge, 'Acknowledge', String(id)),
    ),
  ]
}

function updateBlocks({ incident, dueAt }: WaitingForYou['updates'][number], now: Date): KnownBlock[] {
  const due = dueAt > now ? `is due ${time(dueAt)}` : `was due ${time(dueAt)}`
  return [
    section(
      `:hourglass_flowing_sand: *An update ${due}*: incident ${incident.id} · ${line(incident.title, 120)}`,
      button(actions.update, 'Post update…', String(incident.id)),
    ),
  ]
}

function offerBlocks({ id, incidentId, role, by, expiresAt }: WaitingForYou['offers'][number]): KnownBlock[] {
  return [
    section(
      `:raised_hand: ${user(by)} asks you to be *${line(role, 60)}* in incident ${incidentId}. Answer by ${time(expiresAt)}.`,
    ),
    ...row([
      button(actions.acceptRole, 'Accept', String(id), { style: 'primary' }),
      button(actions.declineRole, 'Decline', String(id)),
    ]),
  ]
}

const reviewBlocks = ({ incidentId, at }: WaitingForYou['reviews'][number]): KnownBlock[] => [
  section(
    `:memo: *The post-mortem of incident ${incidentId}* is to be reviewed by ${time(at)}; ${code(`/incident review ${incidentId}`)} sets when.`,
    button(actions.postmortem, 'Post-mortem…', String(incidentId)),
  ),
]

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
