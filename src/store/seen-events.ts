import type { Db } from './tables.ts'

/** True the first time an event id is seen, by any replica. */
export async function firstSeen(db: Db, eventId: string, at: Date): Promise<boolean> {
  const result = await db
    .insertInto('seen_events')
    .values({ event_id: eventId, seen_at: at })
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
