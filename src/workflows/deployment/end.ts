import type { Deployment, DeploymentState } from '../../domain/deployment.ts'
import type { Ending } from '../../domain/rollout.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject, moveDeployment } from '../../store/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { wakeNextInLine } from '../gate/wake-waiting.ts'
import { noteDeploymentInIncidents } from '../incident/note-deployment.ts'
import { refreshCards } from '../refresh.ts'
import { latch, leavesLatch } from '../rollback/latch.ts'
import { answerRequester } from './answer.ts'

/** Ends a deployment, lets the next in line start, and tells every open incident. */
export async function endDeployment(
  deps: Deps,
  trx: Trx,
  deployment: Deployment,
  ending: Ending,
): Promise<void> {
  const at = deps.now()
  const set = { ended_at: at, wake_at: null, detail: JSON.stringify(detailOf(ending)) }
  const isMoved = await moveDeployment<DeploymentState>(trx, deployment.id, {
    from: deployment.state,
    to: ending.to as never,
    at,
    set,
  })
  if (!isMoved)
    throw new Error(`Deployment ${deployment.id} left ${deployment.state} while its row was locked.`)
  const subject = deploymentSubject(deployment.id)
  const actor = 'by' in ending ? ending.by : 'pilothouse'
  await writeAudit(trx, { at, actor, action: `deployment.${ending.to}`, subject, detail: detailOf(ending) })
  await refreshCards(deps, trx, subject)
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
