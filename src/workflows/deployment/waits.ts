import type { Deployment } from '../../domain/deployment.ts'
import { lockFacts } from '../../domain/lock.ts'
import type { Wait } from '../../domain/wait.ts'
import type { Deps } from '../../ports.ts'
import { findBlocking } from '../../store/deployments.ts'
import type { Db, Trx } from '../../store/tables.ts'
import { lockInTheWay } from './lock.ts'

/** What keeps this deployment from starting now, as the rows say it; empty where its turn has come. */
export async function waitsOf(
  deps: Pick<Deps, 'now'> & { db: Db | Trx },
  deployment: Deployment,
): Promise<Wait[]> {
  const lock = await lockInTheWay(deps, deployment)
  const blocking = await findBlocking(deps.db, deployment)
  return [
    ...(blocking === null ? [] : [{ for: 'deployment', id: blocking } as const]),
    ...(lock === null ? [] : [{ for: 'lock', lock: lockFacts(lock) } as const]),
  ]
}
