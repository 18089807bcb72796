import type { DeployLock } from '../../domain/gate/lock.ts'
import type { Actor } from '../../domain/people.ts'
import type { Db, Row, Trx } from '../tables.ts'

type NewLock = Omit<DeployLock, 'id'>

/**
 * Locks a place; a lock of the same kind that is there already gives way and is returned. `taken` where somebody else
 * locked it in the same instant.
 */
export async function placeLock(
  trx: Trx,
  lock: NewLock,
): Promise<'taken' | { lock: DeployLock; earlier: DeployLock | null }> {
  const { environment, service, holder, reason, since, until, isLatch: is_latch, incident } = lock
  const earlier = await trx
    .updateTable('deploy_locks')
    .set({ released_at: since, released_by: holder })
    .where('environment', '=', environment)
    .where('service', 'is not distinct from', service)
    .where('is_latch', '=', is_latch)
    .where('incident_id', 'is not distinct from', incident)
    .where('released_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  const row = await trx
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
      incident_id: incident,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? { lock: lockFromRow(row), earlier: earlier ? lockFromRow(earlier) : null } : 'taken'
}

/** Gives back one lock; false where somebody did meanwhile. */
export async function releaseLock(
  trx: Trx,
  { id }: DeployLock,
  { by, at }: { by: Actor; at: Date },
): Promise<boolean> {
  const rows = await trx
    .updateTable('deploy_locks')
    .set({ released_at: at, released_by: by })
    .where('id', '=', id)
    .where('released_at', 'is', null)
    .returning('id')
    .execute()
  return rows.length > 0
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

/** The locks that an incident holds now. */
export async function listIncidentLocks(db: Db | Trx, incidentId: number): Promise<DeployLock[]> {
  return (await listLocks(db)).filter(({ incident }) => incident === incidentId)
}

function lockFromRow(row: Row<'deploy_locks'>): DeployLock {
  const { id, environment, service, holder, reason, since, until, is_latch: isLatch } = row
  return { id, environment, service, holder, reason, since, until, isLatch, incident: row.incident_id }
}
