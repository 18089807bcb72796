import type { Deployment } from '../../domain/deployment/deployment.ts'
import { openItems } from '../../domain/gate/checklist.ts'
import { lockFacts } from '../../domain/gate/lock.ts'
import type { Wait } from '../../domain/gate/wait.ts'
import type { Deps } from '../../ports.ts'
import { findBlocking, loadDeployment } from '../../store/deployment/deployments.ts'
import type { Db, Trx } from '../../store/tables.ts'
import { freezeInTheWay } from './freezes.ts'
import { lockInTheWay } from './lock.ts'

type Facts = Pick<Deps, 'now' | 'config'> & { db: Db | Trx }

/** What keeps this deployment from starting now, as the rows say it; empty where its turn has come. */
async function waitsOf(deps: Facts, deployment: Deployment): Promise<Wait[]> {
  const [blocking, held] = [await blockedBy(deps, deployment), await heldBy(deps, deployment)]
  return [...blocking, ...held]
}

/** The same for whoever looks: nothing where it has begun or ended, or is not planned yet. */
export async function shownWaits(deps: Facts, deployment: Deployment): Promise<Wait[]> {
  if (deployment.state === 'queued') return await waitsOf(deps, deployment)
  return deployment.state === 'awaiting-approval' ? await heldBy(deps, deployment) : []
}

/** What holds this one back, whatever stands in the queue. */
async function heldBy(deps: Facts, deployment: Deployment): Promise<Wait[]> {
  if (deployment.isBreakGlass) return []
  const { startAt } = deployment
  const now = deps.now()
  const lock = await lockInTheWay(deps, deployment)
  const passed = ('plan' in deployment ? deployment.plan?.passedFreezes : null) ?? []
  const frozen = freezeInTheWay(deps, deployment, passed, now)
  return [
    ...(startAt && startAt > now ? [{ for: 'time', at: startAt } as const] : []),
    ...(lock ? [{ for: 'lock', lock: lockFacts(lock) } as const] : []),
    ...(frozen ? [{ for: 'freeze', ...frozen } as const] : []),
    ...openBoxes(deployment),
  ]
}

/** The first one that it must let go; who is held back itself keeps nobody from passing. */
export async function blockedBy(
  deps: Facts,
  deployment: Parameters<typeof findBlocking>[1],
): Promise<(Wait & { for: 'deployment' })[]> {
  for (const { id, state } of await findBlocking(deps.db, deployment)) {
    if (state !== 'queued') return [{ for: 'deployment', id, is: 'under-way' }]
    const other = await loadDeployment(deps.db, id)
    const isHeld = other !== null && (await heldBy(deps, other)).length > 0
    if (!isHeld) return [{ for: 'deployment', id, is: 'before-it' }]
  }
  return []
}

function openBoxes(deployment: Deployment): Wait[] {
  const checklist = 'plan' in deployment ? (deployment.plan?.checklist ?? []) : []
  const open = openItems(checklist, deployment.ticks)
  return open.length === 0 ? [] : [{ for: 'checklist', open }]
}
