import type { Deployment, DeploymentState } from '../../domain/deployment/deployment.ts'
import type { Ending } from '../../domain/deployment/rollout.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { wakeNextInLine } from '../gate/wake-waiting.ts'
import { latch, leavesLatch } from '../rollback/latch.ts'
import { noteDeploymentInIncidents } from '../timeline/note-deployment.ts'
import { answerRequester } from './answer.ts'
import { move } from './move.ts'

/** Ends a deployment, lets the next in line start, and tells every open incident. `requestId` is of the gesture that did it. */
export async function endDeployment(
  deps: Deps,
  trx: Trx,
  deployment: Deployment,
  ending: Ending,
  requestId: string | null = null,
): Promise<void> {
  const { from, to } = { from: deployment.state, to: ending.to as never }
  const detail = detailOf(ending)
  const set = { ended_at: deps.now(), wake_at: null, detail: JSON.stringify(detail) }
  const actor = 'by' in ending ? ending.by : 'pilothouse'
  await move<DeploymentState>(deps, trx, deployment, { from, to, set, detail, actor, requestId })
  if (leavesLatch(deployment, ending)) await latch(deps, trx, deployment, ending)
  await wakeNextInLine(deps, trx, deployment)
  if (deployment.state === 'planned') await answerRequester(deps, trx, deployment)
  if (isUnderWay.has(deployment.state)) await noteDeploymentInIncidents(deps, trx, deployment, ending.to)
}

const isUnderWay = new Set<DeploymentState>(['rolling-out', 'watching', 'paused', 'rolling-back'])

function detailOf(ending: Ending): object {
  switch (ending.to) {
    case 'verified':
      return {}
    case 'failed':
      return { failure: ending.failure }
    case 'cancelled':
      return { by: ending.by, effect: ending.effect }
    case 'rolled-back':
      return { by: ending.by, trouble: ending.trouble }
  }
}
