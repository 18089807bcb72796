import type { Deployment } from '../../domain/deployment/deployment.ts'
import { itemMeant, personItems } from '../../domain/gate/checklist.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject, lockDeployment } from '../../store/deployment/deployments.ts'
import { addTick, removeTick } from '../../store/gate/checklist.ts'
import { refreshCards } from '../refresh.ts'
import { wakeNextInLine } from './wake-waiting.ts'

/** `given` is the number of the box or enough of its words. */
export type TickRequest = {
  id: number
  given: string
  isTicked: boolean
  /** How the commit began that the person saw; missing where they typed the command, which means the present one. */
  seen?: string | undefined
}

/** `isNew` is false where the box was so already. */
export type Ticked = { item: string; isNew: boolean }

/** Ticks a box of the checklist by a person's name, or takes the tick back, until the deployment starts. */
export async function tickItem(
  deps: Deps,
  { id, given, isTicked, seen = '' }: TickRequest,
  invoker: Invoker,
): Promise<Ticked | Refusal> {
  return await deps.db.transaction().execute(async (trx) => {
    const deployment = await lockDeployment(trx, id)
    if (!deployment) return { refused: 'no-such-deployment', id: String(id) }
    if (!isOpen(deployment)) return { refused: 'nothing-to-tick', id, state: deployment.state }
    const { checklist, sha } = deployment.plan
    if (!sha.startsWith(seen)) return { refused: 'changed-meanwhile', what: `deployment ${id}` }
    const item = itemMeant(checklist, given)
    if (item === null) return { refused: 'no-such-item', id, given, known: personItems(checklist) }
    const at = deps.now()
    const isNew = isTicked
      ? await addTick(trx, id, { item, user: invoker.user, at })
      : await removeTick(trx, id, item)
    if (!isNew) return { item, isNew }
    const subject = deploymentSubject(id)
    const action = isTicked ? 'deployment.ticked' : 'deployment.unticked'
    const { user: actor, requestId } = invoker
    await writeAudit(trx, { at, actor, action, subject, detail: { item }, requestId })
    await refreshCards(deps, trx, subject)
    await deps.jobs.wake(trx, 'advance-deployment', String(id))
    await wakeNextInLine(deps, trx, deployment)
    return { item, isNew }
  })
}

const isOpen = (
  deployment: Deployment,
): deployment is Deployment & { state: 'awaiting-approval' | 'queued' } =>
  (deployment.state === 'awaiting-approval' || deployment.state === 'queued') &&
  !deployment.isBreakGlass &&
  personItems(deployment.plan.checklist).length > 0
