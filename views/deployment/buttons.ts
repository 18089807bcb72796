import type { Button } from '@slack/types'
import { type Deployment, isBeforeStart } from '../../src/domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import { isWorthReverting } from '../../src/domain/deployment/revert.ts'
import { canStillStop, openChoices, type TroubleChoice } from '../../src/domain/deployment/rollout-state.ts'
import type { Wait } from '../../src/domain/gate/wait.ts'
import { actions, planValue } from '../actions.ts'
import { button, confirm } from '../blocks.ts'

/** The buttons that can be used in the present state, and no others. */
export function deploymentButtons(
  deployment: Deployment,
  plan: DeploymentPlan | null,
  waits: readonly Wait[],
): Button[] {
  const id = String(deployment.id)
  const shown: Button[] = []
  if (deployment.state === 'awaiting-approval') {
    const seen = planValue(deployment.id, deployment.plan.hash)
    shown.push(
      button(actions.approve, 'Approve', seen, { style: 'primary' }),
      button(actions.reject, 'Reject…', seen, { style: 'danger' }),
    )
  }
  if (waits.some((wait) => wait.for === 'time')) shown.push(button(actions.start, 'Start now', id))
  if (canBeCancelled(deployment))
    shown.push(button(actions.cancel, 'Cancel', id, { confirm: areYouSure(deployment) }))
  shown.push(...decisions(deployment, id))
  if (isWorthReverting(deployment)) shown.push(button(actions.revert, 'Open a revert pull request', id))
  if (isTrouble(deployment)) shown.push(button(actions.declareDeployment, 'Declare incident…', id))
  if (plan) shown.push(button(actions.details, 'Details', id))
  return shown
}

/** People may be hurt by it, or have been. */
const isTrouble = ({ state }: Deployment): boolean => ['paused', 'failed', 'rolled-back'].includes(state)

const canBeCancelled = (deployment: Deployment): boolean =>
  deployment.state === 'rolling-out'
    ? deployment.cancelRequestedBy === null && canStillStop(deployment)
    : isBeforeStart(deployment.state)

const areYouSure = (deployment: Deployment) =>
  confirm(
    `Cancel deployment ${deployment.id}?`,
    deployment.state === 'rolling-out'
      ? 'It is rolling out: the step under way is stopped where that is safe. The card will say what was left changed.'
      : 'Nothing has been changed yet, and nothing will be. Approvals given so far are lost.',
    'Cancel it',
    'Leave it',
  )

/** What a person may decide about a release that is live. */
const decisions = (deployment: Deployment, id: string): Button[] =>
  openChoices(deployment).map((choice) => decisionButtons[choice](deployment, id))

const decisionButtons: Record<TroubleChoice, (deployment: Deployment, id: string) => Button> = {
  'roll-back': (_deployment, id) => button(actions.rollBack, 'Roll back', id, { style: 'danger' }),
  'watch-again': (_deployment, id) => button(actions.watchAgain, 'Watch again', id),
  'go-on': (deployment) =>
    button(actions.goOn, 'Go on', seenSince(deployment), { confirm: goOnAnyway(deployment) }),
  keep: (deployment) =>
    button(actions.keep, 'Keep it', seenSince(deployment), { confirm: keepAnyway(deployment) }),
}

/** A word against the checks is for the pause that the person saw, and for no later one. */
const seenSince = ({ id, since }: Deployment): string => `${id}:${since.getTime()}`

const goOnAnyway = (deployment: Deployment) =>
  confirm(
    `Go on with deployment ${deployment.id}?`,
    'The next stage begins, by your name, although this one did not pass its watch.',
    'Go on',
    'Not yet',
  )

const keepAnyway = (deployment: Deployment) =>
  confirm(
    `Keep deployment ${deployment.id}?`,
    'It stays live and counts as verified, by your name.',
    'Keep it',
    'Not yet',
  )
