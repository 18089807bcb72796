import type { KnownBlock } from '@slack/types'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import type { Message } from '../../src/domain/message.ts'
import { context, factLines, header, packed, row, section } from '../blocks.ts'
import { breakGlassBlocks } from '../gate/break-glass.ts'
import { checklistBlocks, checklistInWords } from '../gate/checklist.ts'
import { variablesInWords } from '../gate/variable-words.ts'
import { suspectBlocks } from '../operation/suspect-flags.ts'
import { code, line, list, sentence, time, user } from '../text.ts'
import { deploymentButtons } from './buttons.ts'
import { liveAndDrift } from './drift-words.ts'
import { approvalsInWords, approversInWords, approversMissing, checksInWords, commitLines } from './facts.ts'
import { functionsInWords } from './functions.ts'
import { headline } from './headline.ts'
import { pinInWords, unpinButton } from './pin-words.ts'
import { stepLines, stepsAhead } from './steps.ts'
import { commitOf, planOf, route, stateWords } from './words.ts'

type Shown = Extract<Message, { purpose: 'deployment-card' }>

const maxCommits = 8
const maxChecks = 6

/** The one live card of a deployment, from plan to verified or failed. */
export function deploymentCard({ deployment, environmentUrl, waits, suspects, isPinned }: Shown): {
  text: string
  blocks: KnownBlock[]
} {
  const plan = planOf(deployment)
  const steps = stepLines(deployment)
  return {
    text: `${line(route(deployment), 100)}: ${stateWords[deployment.state]} (deployment ${deployment.id})`,
    blocks: [
      header(`${route(deployment)} · deployment ${deployment.id}`),
      section(headline(deployment, environmentUrl, waits)),
      ...breakGlassBlocks(deployment),
      ...voided(deployment),
      ...(plan ? [planFacts(deployment, plan)] : [section(requestLine(deployment))]),
      ...(steps.length > 0 ? packed(steps) : []),
      ...(plan ? packed(commitLines(plan, maxCommits)) : []),
      ...checklistBlocks(deployment),
      ...footnotes(deployment, plan),
      ...(suspects ? suspectBlocks(deployment, suspects) : []),
      ...(isPinned ? [section(pinInWords(deployment))] : []),
      ...row([...(isPinned ? [unpinButton(deployment)] : []), ...deploymentButtons(deployment, plan, waits)]),
    ],
  }
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
    Reason: deployment.reason && !deployment.isBreakGlass ? line(deployment.reason) : null,
    Commit: commitOf(plan),
    'Asked for by': `${user(deployment.requestedBy)} ${time(deployment.requestedAt)}`,
    [isWaiting ? 'Live now' : 'Live before']: liveAndDrift(plan.facts),
    Functions: functionsInWords(deployment, plan),
    Checks: checksInWords(plan.facts.checks, maxChecks),
    Variables: plan.facts.variables ? variablesInWords(plan.facts.variables) : null,
    Freeze: freezePassed(deployment, plan),
    Approvals: isWaiting ? null : approvals(deployment, plan),
    Checklist:
      isShownWhole(deployment) || plan.skipped ? null : checklistInWords(plan.checklist, deployment.ticks),
  })
}

const isShownWhole = ({ state }: Deployment): boolean => state === 'awaiting-approval' || state === 'queued'

/** Who releases although others can't should be seen to do so. */
function freezePassed({ requestedBy }: Deployment, { passedFreezes = [] }: DeploymentPlan): string | null {
  const on = passedFreezes.flatMap(({ name, until }) =>
    until === null ? [] : [`${line(name, 60)} until ${time(new Date(until))}`],
  )
  return on.length > 0 ? `${list(on, 4)}, which does not hold ${user(requestedBy)}` : null
}

const approvals = (deployment: Deployment, plan: DeploymentPlan): string =>
  approvalsInWords(plan, 'approvals' in deployment ? deployment.approvals : [])

const requestLine = (deployment: Deployment): string =>
  `${code(deployment.ref)}, asked for by ${user(deployment.requestedBy)} ${time(deployment.requestedAt)}${deployment.reason ? `: ${line(deployment.reason)}` : ''}`

function footnotes(deployment: Deployment, plan: DeploymentPlan | null): KnownBlock[] {
  if (!plan || deployment.state !== 'awaiting-approval') return []
  const missing = approversMissing(plan)
  const notes = [approversInWords(deployment.requestedBy, plan), stepsAhead(plan)]
  return [...(missing ? [section(missing)] : []), ...notes.flatMap((note) => (note ? [context(note)] : []))]
}
