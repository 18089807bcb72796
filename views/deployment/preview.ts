import type { KnownBlock } from '@slack/types'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import { releaseName } from '../../src/domain/deployment/release.ts'
import type { UserId } from '../../src/domain/people.ts'
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts'
import { context, factLines, packed, section } from '../blocks.ts'
import { checklistLines } from '../gate/checklist.ts'
import { variablesInWords } from '../gate/variable-words.ts'
import { refusalInWords } from '../refusal.ts'
import { code, list, plural, uncapital } from '../text.ts'
import { liveAndDrift } from './drift-words.ts'
import { approversInWords, approversMissing, checksInWords, commitLines } from './facts.ts'
import { stepsAhead } from './steps.ts'
import { commitOf, stepInWords } from './words.ts'

export type Preview = {
  /** What would refuse it, whatever its plan. */
  obstacle: Refusal | null
  /** The deployment that would go first. */
  waitsFor: number | null
  plan: DeploymentPlan | Refusal
}

/** What a deployment would do and what stands in its way, for whoever only thinks of it. */
export function previewBlocks(
  { obstacle, waitsFor, plan }: Preview,
  requestedBy: UserId,
  maxCommits: number,
): KnownBlock[] {
  const refusals = [...(obstacle ? [obstacle] : []), ...(isRefusal(plan) ? [plan] : [])]
  return [
    ...refusals.map((refusal) => section(`:no_entry: ${refusalInWords(refusal)}`)),
    ...(waitsFor === null
      ? []
      : [section(`:hourglass_flowing_sand: It would wait for deployment ${waitsFor}, which comes first.`)]),
    ...(isRefusal(plan) ? [] : planBlocks(plan, requestedBy, maxCommits)),
  ]
}

function planBlocks(plan: DeploymentPlan, requestedBy: UserId, maxCommits: number): KnownBlock[] {
  const notes = [approversInWords(requestedBy, plan), stepsAhead(plan), undoInWords(plan)]
  return [
    factLines({
      Commit: commitOf(plan),
      'Live now': liveAndDrift(plan.facts),
      Checks: checksInWords(plan.facts.checks, 4),
      Variables: plan.facts.variables ? variablesInWords(plan.facts.variables) : null,
    }),
    ...packed(commitLines(plan, maxCommits)),
    ...checklist(plan),
    context(approversMissing(plan) ?? approvalsInWords(plan)),
    ...notes.flatMap((note) => (note ? [context(note)] : [])),
  ]
}

function checklist({ checklist }: DeploymentPlan): KnownBlock[] {
  return checklist.length === 0 ? [] : packed(['*Checklist*', ...checklistLines(checklist, [])])
}

const approvalsInWords = ({ approvalsNeeded }: DeploymentPlan): string =>
  approvalsNeeded === 0
    ? 'Starts at once: no approval is needed.'
    : `Waits for ${plural(approvalsNeeded, 'approval')} before anything changes.`

/** What takes it back, and who decides that. */
function undoInWords(plan: DeploymentPlan): string {
  const { undo, returnsTo, rollback, purpose } = plan
  if (purpose === 'rollback')
    return 'If it fails: nothing is undone by itself; another rollback can be asked for.'
  if (undo.length === 0 || !returnsTo)
    return 'If it fails: nothing undoes it, since no earlier release is known.'
  const steps = list(
    undo.map((step) => uncapital(stepInWords(step, plan))),
    4,
  )
  const who = rollback === 'automatic' ? 'by itself' : 'once a person says so'
  return `If it fails: ${steps} (${code(releaseName(returnsTo.sha))}), ${who}`
}
