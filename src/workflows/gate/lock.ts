import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { DeployLock } from '../../domain/gate/lock.ts'
import { isHeld, lockAgainst, mayRelease } from '../../domain/gate/lock.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { listLocks, placeLock, releaseLock } from '../../store/gate/locks.ts'
import type { Db, Trx } from '../../store/tables.ts'
import { approversOf } from '../approvers.ts'
import { tellFormerHolder } from './lock-taken.ts'
import { wakeWaiting } from './wake-waiting.ts'

type LockedPlace = { environment: string; service: string | null }
export type LockRequest = LockedPlace & { reason: string; until: Date | null }

/** Keeps others off a place. `takenFrom` is the lock of somebody else that still held and gave way. */
export async function lockPlace(
  deps: Deps,
  request: LockRequest,
  invoker: Invoker,
): Promise<{ takenFrom: DeployLock | null } | Refusal> {
  return await deps.db.transaction().execute(async (trx) => {
    const at = deps.now()
    const placed = await placeLock(trx, {
      ...request,
      holder: invoker.user,
      since: at,
      isLatch: false,
      incident: null,
    })
    if (placed === 'taken') return { refused: 'changed-meanwhile', what: 'that lock' }
    const { lock, earlier } = placed
    const takenFrom = earlier && isHeld(earlier, at) && earlier.holder !== invoker.user ? earlier : null
    const detail = { ...request, takenFrom: takenFrom && { id: takenFrom.id, holder: takenFrom.holder } }
    await audit(trx, { at, invoker, action: 'lock.placed', detail })
    await wakeWaiting(deps, trx, request.environment)
    if (takenFrom) await tellFormerHolder(deps, trx, { lock, takenFrom })
    return { takenFrom }
  })
}

/** `left` are the locks that still keep somebody off the place, with why this person could not give them back. */
export type Unlocked = { released: DeployLock[]; left: DeployLock[] }

/** Gives back what this person may of the place's own lock and latch, and lets what waited for it start. */
export async function unlockPlace(
  deps: Deps,
  place: LockedPlace,
  invoker: Invoker,
): Promise<Unlocked | Refusal> {
  const approvers = await approversOf(deps, place.environment)
  return await deps.db.transaction().execute(async (trx) => {
    const at = deps.now()
    const locks = (await listLocks(trx)).filter((lock) => lock.environment === place.environment)
    const here = locks.filter((lock) => lock.service === place.service)
    if (here.length === 0) return { refused: 'not-locked', ...place }
    const refusals = here.map((lock) => mayRelease(lock, invoker.user, approvers, at))
    const mine = here.filter((_, index) => refusals[index] === null)
    const [refusal] = refusals
    if (mine.length === 0 && refusal) return refusal
    const released: DeployLock[] = []
    for (const lock of mine) if (await releaseLock(trx, lock, { by: invoker.user, at })) released.push(lock)
    if (released.length === 0) return { refused: 'changed-meanwhile', what: 'that lock' }
    const detail = { ...place, locks: released.map(({ id }) => id) }
    await audit(trx, { at, invoker, action: 'lock.released', detail })
    await wakeWaiting(deps, trx, place.environment)
    const left = locks.filter((lock) => !released.includes(lock) && isHeld(lock, at) && overlaps(lock, place))
    return { released, left }
  })
}

const overlaps = (lock: LockedPlace, { service }: LockedPlace): boolean =>
  lock.service === null || service === null || lock.service === service

/** The lock that keeps this deployment from starting; a rollback passes every lock. */
export async function lockInTheWay(
  deps: Pick<Deps, 'now'> & { db: Db | Trx },
  deployment: Pick<Deployment, 'service' | 'environment' | 'purpose' | 'requestedBy'>,
): Promise<DeployLock | null> {
  if (deployment.purpose === 'rollback') return null
  return lockAgainst(await listLocks(deps.db), deployment, deployment.requestedBy, deps.now())
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
