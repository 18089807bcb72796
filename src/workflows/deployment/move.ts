import type { Deployment, DeploymentState } from '../../domain/deployment/deployment.ts'
import type { Actor } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import {
  type DeploymentChange,
  deploymentSubject,
  moveDeployment,
} from '../../store/deployment/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'

/** `actor` is Pilothouse and `requestId` null unless a person's gesture did it. */
type Move<From extends DeploymentState> = {
  from: From
  to: Parameters<typeof moveDeployment<From>>[2]['to']
  set: DeploymentChange
  detail?: object
  actor?: Actor
  requestId?: string | null
}

/** The change of state, its audit row and the card, together. The caller holds the row's lock. */
export async function move<From extends DeploymentState>(
  deps: Deps,
  trx: Trx,
  { id }: Pick<Deployment, 'id'>,
  { from, to, set, detail = {}, actor = 'pilothouse', requestId = null }: Move<From>,
): Promise<void> {
  const at = deps.now()
  const subject = deploymentSubject(id)
  const isMoved = await moveDeployment<From>(trx, id, { from, to, at, set })
  if (!isMoved) throw new Error(`Deployment ${id} left ${from} while its row was locked.`)
  await writeAudit(trx, { at, actor, action: `deployment.${to}`, subject, detail, requestId })
  await refreshCards(deps, trx, subject)
}
