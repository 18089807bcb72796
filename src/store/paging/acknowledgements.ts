import { sql } from 'kysely'
import type { UserId } from '../../domain/people.ts'
import type { Db, Trx } from '../tables.ts'

/** How often an incident was reopened, and when last. */
export async function loadRound(
  db: Db | Trx,
  incidentId: number,
): Promise<{ round: number; since: Date | null }> {
  const row = await db
    .selectFrom('timeline')
    .select((eb) => [eb.fn.countAll<number>().as('round'), eb.fn.max('at').as('since')])
    .where('incident_id', '=', incidentId)
    .where(sql<string>`event->>'kind'`, '=', 'reopened')
    .executeTakeFirstOrThrow()
  return { round: Number(row.round), since: row.since }
}

/** Who took care of it first in this round; null where nobody has. */
export async function findAcknowledgement(
  db: Db | Trx,
  incidentId: number,
  round: number,
): Promise<{ user: UserId; at: Date } | null> {
  const row = await db
    .selectFrom('acknowledgements')
    .select(['user_id', 'at'])
    .where('incident_id', '=', incidentId)
    .where('round', '=', round)
    .executeTakeFirst()
  return row ? { user: row.user_id, at: row.at } : null
}

export async function insertAcknowledgement(
  trx: Trx,
  incidentId: number,
  round: number,
  { user, at }: { user: UserId; at: Date },
): Promise<void> {
  await trx
    .insertInto('acknowledgements')
    .values({ incident_id: incidentId, round, user_id: user, at })
    .execute()
}
