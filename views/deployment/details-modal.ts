import type { KnownBlock } from '@slack/types'
import type { Act } from '../../src/domain/act.ts'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import type { Wait } from '../../src/domain/gate/wait.ts'
import { context, divider, factLines, type Modal, packed, reading, section } from '../blocks.ts'
import { breakGlassBlocks } from '../gate/break-glass.ts'
import { checklistLines } from '../gate/checklist.ts'
import { waitLinesAhead } from '../gate/waits.ts'
import { code, line, link, time, user } from '../text.ts'
import { checksInWords, commitLines } from './facts.ts'
import { functionLines, functionsInWords } from './functions.ts'
import { actInWords, commitOf, liveInWords, planOf, stateIcons, stateWords, titleOf } from './words.ts'

/** Everything that is stored about a deployment. */
export function detailsModal(deployment: Deployment, waits: readonly Wait[]): Modal {
  const plan = planOf(deployment)
  return reading(`Deployment ${deployment.id}`, [
    section(
      `*${titleOf(deployment)}*\n${stateIcons[deployment.state]} ${stateWords[deployment.state]} since ${time(deployment.since)}`,
    ),
    ...packed(waitLinesAhead(deployment, waits)),
    context(
      `Asked for by ${user(deployment.requestedBy)} ${time(deployment.requestedAt)}${deployment.reason ? `: ${line(deployment.reason)}` : ''}`,
    ),
    ...breakGlassBlocks(deployment),
    ...(plan ? planBlocks(deployment, plan) : [section('There is no plan yet.')]),
    divider,
    ...packed(['*What was done outside*', ...acts(deployment.acts)]),
    ...forTheLog(deployment, plan),
  ])
}

function planBlocks(deployment: Deployment, plan: DeploymentPlan): KnownBlock[] {
  return [
    factLines({
      Commit: commitOf(plan),
      'Live before': liveInWords(plan.facts.live),
    }),
    ...functionBlocks(deployment, plan),
    section(`*Checks*\n${checksInWords(plan.facts.checks, 50)}`),
    ...packed(['*Approvals*', ...approvals(deployment, plan)]),
    ...checklist(deployment, plan),
    ...packed(commitLines(plan, 50)),
  ]
}

function functionBlocks(deployment: Deployment, plan: DeploymentPlan): KnownBlock[] {
  const words = functionsInWords(deployment, plan)
  return words === null ? [] : packed([`*Functions*: ${words}`, ...functionLines(deployment, plan)])
}

function checklist({ ticks }: Deployment, { checklist }: DeploymentPlan): KnownBlock[] {
  return checklist.length === 0 ? [] : packed(['*Checklist*', ...checklistLines(checklist, ticks)])
}

function approvals(deployment: Deployment, plan: DeploymentPlan): string[] {
  const given = 'approvals' in deployment ? deployment.approvals : []
  const lines = given.map((approval) => `• ${user(approval.user)} ${time(approval.at)}`)
  return [`${given.length} of ${plan.approvalsNeeded} needed`, ...lines]
}

function acts(all: readonly Act[]): string[] {
  return all.length === 0 ? ['None yet: nothing was changed.'] : all.map(actLine)
}

/** Looking how far it is counts too, so for what went well the number would say nothing. */
const attempts = (act: Act): string =>
  act.state !== 'done' && act.attempts > 1 ? `asked ${act.attempts} times · ` : ''

const icons = { intended: ':large_yellow_circle:', done: ':white_check_mark:', failed: ':x:' } as const

function actLine(act: Act): string {
  const name = act.link ? link(act.link, actInWords(act.name)) : actInWords(act.name)
  const end = act.state === 'intended' ? 'no answer yet' : `ended ${time(act.finishedAt)}`
  const why = act.state === 'failed' ? `\n>${line(act.reason)}` : ''
  return `${icons[act.state]} ${name} · ${attempts(act)}begun ${time(act.intendedAt)}, ${end}${why}`
}

/** What is searched for in logs and at the providers: small, and at the end. */
function forTheLog({ acts, round }: Deployment, plan: DeploymentPlan | null): KnownBlock[] {
  const made = plan ? [`plan ${code(plan.hash)}${round > 1 ? `, made ${round} times` : ''}`] : []
  const keys = acts.map(({ key, remote }) => code(key, 80) + (remote ? ` = ${code(remote, 80)}` : ''))
  const lines = [...made, ...keys]
  return lines.length === 0 ? [] : [context(['For the log', ...lines].join('\n'))]
}
