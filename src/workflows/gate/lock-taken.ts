import { type DeployLock, lockFacts } from '../../domain/gate/lock.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'

/** Whoever held a lock that somebody took over is told in a direct message. */
export async function tellFormerHolder(
  deps: Deps,
  trx: Trx,
  { lock, takenFrom }: { lock: DeployLock; takenFrom: DeployLock },
): Promise<void> {
  await order(deps, trx, {
    key: `lock/${lock.id}/taken`,
    destination: takenFrom.holder,
    subject: 'locks',
    post: { purpose: 'lock-taken', was: lockFacts(takenFrom), now: lockFacts(lock), at: lock.since },
    at: deps.now(),
  })
}
