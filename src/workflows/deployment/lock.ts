import type { Deployment } from '../../domain/deployment.ts'
import type { DeployLock } from '../../domain/lock.ts'
import { lockAgainst } from '../../domain/lock.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { listLocks, placeLock, releaseLocks } from '../../store/locks.ts'
import type { Db, Trx } from '../../store/tables.ts'

export type LockRequest = { environment: string; service: string | null; reason: string; until: Date | null }

/** Keeps others off a place. Whoever had it locked before is returned, to be told. */
export async function lockPlace(
  deps: Deps,
  request: LockRequest,
  invoker: Invoker,
): Promise<{ stolenFrom: DeployLock | null }> {
  return await deps.db.transaction().execute(async (trx) => {
    const at = deps.now()
    const stolenFrom = await placeLock(trx, { ...request, holder: invoker.user, since: at, isLatch: false })
    await audit(trx, { at, invoker, action: 'lock.placed', detail: request })
    return { stolenFrom }
  })
}

/** Gives a place free, whoever locked it, and lets what waited for it start. */
export async function unlockPlace(
  deps: Deps,
  place: { environment: string; service: string | null },
  invoker: Invoker,
): Promise<DeployLock | Refusal> {
  return await deps.db.transaction().execute(async (trx) => {
    const at = deps.now()
    const [lock] = await releaseLocks(trx, place, { by: invoker.user, at })
    if (!lock) return { refused: 'not-locked', ...place }
    await audit(trx, { at, invoker, action: 'lock.released', detail: place })
    await wakeQueued(deps, trx, place.environment)
    return lock
  })
}

/** The lock that keeps this deployment from starting; a rollback passes every lock. */
export async function lockInTheWay(
  deps: Pick<Deps, 'now'> & { db: Db | Trx },
  deployment: Deployment,
): Promise<DeployLock | null> {
  if (deployment.purpose === 'rollback') return null
  return lockAgainst(await listLocks(deps.db), deployment, deployment.requestedBy, deps.now())
}

async function wakeQueued(deps: Deps, trx: Trx, environment: string): Promise<void> {
  const queued = await trx
    .selectFrom('deployments')
    .select('id')
    .where('environment', '=', environment)
    .where('state', '=', 'queued')
    .execute()
  for (const { id } of queued) await deps.jobs.wake(trx, 'advance-deployment', String(id))
}

async function audit(
  trx: Trx,
  { at, invoker, action, detail }: { at: Date; invoker: Invoker; action: string; detail: object },
) {
  await writeAudit(trx, {
    at,
    actor: invoker.user,
    action,
    subject: 'locks',
    detail,
    requestId: invoker.requestId,
  })
}
