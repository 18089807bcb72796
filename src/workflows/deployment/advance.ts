import type { Deployment, DeploymentState, Failure } from '../../domain/deployment/deployment.ts'
import type { NextStep } from '../../domain/deployment/rollout.ts'
import { nextStep } from '../../domain/deployment/rollout.ts'
import type { Wait } from '../../domain/gate/wait.ts'
import type { Deps } from '../../ports.ts'
import { lockDeployment } from '../../store/deployment/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { advance, type Due } from '../advance.ts'
import { showWaits } from '../gate/show-waits.ts'
import { shownWaits } from '../gate/waits.ts'
import { plannedAct } from '../rollout/acts.ts'
import { markDue, wakeLater } from '../wake.ts'
import { endDeployment } from './end.ts'
import { expire, replan, settlePlan, startRollout } from './moves.ts'
import { isConfigured } from './target.ts'
import { beginUndo, beginWatch, pause } from './trouble.ts'

/**
 * Does whatever is due for one deployment, and asks to be woken when something is due later. Safe to call at any
 * time, any number of times, on any replica.
 */
export async function advanceDeployment(deps: Deps, id: string): Promise<void> {
  await advance(deps, { kind: 'deployment', id, decide: (trx, number) => decide(deps, trx, number) })
}

/** Decides under the row's lock, and makes changes of state at once: they need nothing from outside. */
async function decide(deps: Deps, trx: Trx, id: number): Promise<Due> {
  const deployment = await lockDeployment(trx, id)
  if (!deployment) return 'nothing'
  const waits = await shownWaits({ db: trx, now: deps.now, config: deps.config }, deployment)
  const step = nextStepNow(deps, deployment, waits)
  if (step.do !== 'wait') await markDue(deps, trx, { kind: 'deployment', id })
  switch (step.do) {
    case 'act':
      return plannedAct(deps, deployment, step.name)
    case 'wait':
      await wakeLater(deps, trx, { kind: 'deployment', id }, step.until)
      await showWaits(deps, trx, deployment, waits)
      return 'nothing'
    case 'settle-plan':
      await settlePlan(deps, trx, deployment)
      return 'moved'
    case 'expire':
      await expire(deps, trx, deployment)
      return 'moved'
    case 'replan':
      await replan(deps, trx, deployment, step.changed)
      return 'moved'
    case 'start':
      await startRollout(deps, trx, deployment)
      return 'moved'
    case 'watch':
      await beginWatch(deps, trx, deployment)
      return 'moved'
    case 'pause':
      await pause(deps, trx, deployment, step.trouble)
      return 'moved'
    case 'undo':
      await beginUndo(deps, trx, deployment, { trouble: step.trouble, by: 'pilothouse' })
      return 'moved'
    case 'end':
      await endDeployment(deps, trx, deployment, step.ending)
      return 'moved'
  }
}

/** An approval that nobody gives expires without it, and what has ended needs nothing. */
const needsConfiguration = new Set<DeploymentState>([
  'planned',
  'queued',
  'rolling-out',
  'watching',
  'rolling-back',
])

function nextStepNow(deps: Deps, deployment: Deployment, waits: readonly Wait[]): NextStep {
  if (isConfigured(deps.config, deployment)) return nextStep(deployment, waits, deps.now())
  // A person decides, and needs no help of ours for it.
  if (deployment.state === 'paused') return { do: 'wait', until: null }
  return needsConfiguration.has(deployment.state)
    ? { do: 'end', ending: { to: 'failed', failure: unconfigured(deployment) } }
    : nextStep(deployment, waits, deps.now())
}

/** Somebody took the service or the environment out of the configuration while this was under way. */
function unconfigured({ service, environment, state }: Deployment): Failure {
  const isBegun = state !== 'planned' && state !== 'queued'
  return {
    step: state === 'planned' ? 'plan' : 'retake-facts',
    why: `${service} on ${environment} is no longer in pilothouse.yml.`,
    leaves: isBegun
      ? 'What was begun goes on where it runs: look there how far it came.'
      : 'Nothing was changed.',
    next: 'Put it back into pilothouse.yml and deploy again, or leave it.',
  }
}
