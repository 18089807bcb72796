import { z } from 'zod'
import type { Maintenance } from '../../domain/page/maintenance.ts'
import type { Db, Row, Subject, Trx } from '../tables.ts'

export const maintenanceSubject = (id: number): Subject => `maintenance:${id}`

const storedComponents = z.array(z.string())

/** Announces work; returns its number. */
export async function insertMaintenance(
  trx: Trx,
  { components, startsAt, endsAt, reason, announcedBy, announcedAt }: Omit<Maintenance, 'id' | 'ended'>,
): Promise<number> {
  const { id } = await trx
    .insertInto('maintenances')
    .values({
      components: JSON.stringify(components),
      starts_at: startsAt,
      ends_at: endsAt,
      reason,
      announced_by: announcedBy,
      announced_at: announcedAt,
      ended_by: null,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Ends it before its time; false where it was over already. */
export async function endMaintenance(
  trx: Trx,
  id: number,
  { by, at }: NonNullable<Maintenance['ended']>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('maintenances')
    .set({ ended_by: by, ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function loadMaintenance(db: Db | Trx, id: number): Promise<Maintenance | null> {
  const row = await db.selectFrom('maintenances').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Whatever was not over by `since`, by its beginning. */
export async function listMaintenances(db: Db, since: Date): Promise<Maintenance[]> {
  const rows = await db
    .selectFrom('maintenances')
    .selectAll()
    .where('ends_at', '>', since)
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

function fromRow(row: Row<'maintenances'>): Maintenance {
  const { id, starts_at: startsAt, ends_at: endsAt, reason, ended_by: by, ended_at: at } = row
  return {
    ...{ id, startsAt, endsAt, reason },
    components: storedComponents.parse(row.components),
    announcedBy: row.announced_by,
    announcedAt: row.announced_at,
    ended: by && at ? { by, at } : null,
  }
}
