import type { DeployLock } from '../domain/lock.ts'
import type { Actor } from '../domain/people.ts'
import type { Db, Row, Trx } from './tables.ts'

type NewLock = Omit<DeployLock, 'id'>

/** Locks a place; a lock that is there already gives way, which its holder must be told. Returns that one. */
export async function placeLock(trx: Trx, lock: NewLock): Promise<DeployLock | null> {
  const [earlier] = await releaseLocks(trx, lock, { by: lock.holder, at: lock.since })
  const { environment, service, holder, reason, since, until, isLatch: is_latch } = lock
  await trx
    .insertInto('deploy_locks')
    .values({
      environment,
      service,
      holder,
      reason,
      since,
      until,
      is_latch,
      released_at: null,
      released_by: null,
    })
    .execute()
  return earlier ?? null
}

/** Gives back the lock of exactly this place: the service's own, or with `service: null` the whole environment's. */
export async function releaseLocks(
  trx: Trx,
  place: { environment: string; service: string | null },
  { by, at }: { by: Actor; at: Date },
): Promise<DeployLock[]> {
  const rows = await trx
    .updateTable('deploy_locks')
    .set({ released_at: at, released_by: by })
    .where('environment', '=', place.environment)
    .where('service', 'is not distinct from', place.service)
    .where('released_at', 'is', null)
    .returningAll()
    .execute()
  return rows.map(lockFromRow)
}

/** Locks that were not given back, also expired ones. */
export async function listLocks(db: Db | Trx): Promise<DeployLock[]> {
  const rows = await db
    .selectFrom('deploy_locks')
    .selectAll()
    .where('released_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(lockFromRow)
}

function lockFromRow(row: Row<'deploy_locks'>): DeployLock {
  const { id, environment, service, holder, reason, since, until, is_latch: isLatch } = row
  return { id, environment, service, holder, reason, since, until, isLatch }
}
