import type { RoleOffer } from '../../domain/incident/role.ts'
import type { UserId } from '../../domain/people.ts'
import type { Db, Row, Trx } from '../tables.ts'

/** Gives a role to somebody, or to nobody; the caller holds the incident's lock. */
export async function setRole(
  trx: Trx,
  incidentId: number,
  { role, user, at }: { role: string; user: UserId | null; at: Date },
): Promise<void> {
  if (user === null) {
    await trx
      .deleteFrom('incident_roles')
      .where('incident_id', '=', incidentId)
      .where('role', '=', role)
      .execute()
    return
  }
  await trx
    .insertInto('incident_roles')
    .values({ incident_id: incidentId, role, user_id: user, since: at })
    .onConflict((conflict) =>
      conflict.columns(['incident_id', 'role']).doUpdateSet({ user_id: user, since: at }),
    )
    .execute()
}

/** Asks somebody to take a role; at most one open offer per role, which the database makes sure of. */
export async function insertOffer(
  trx: Trx,
  { incidentId, role, to, by, at, expiresAt }: Omit<RoleOffer, 'id' | 'state' | 'settledAt'>,
): Promise<number> {
  const { id } = await trx
    .insertInto('role_offers')
    .values({
      ...{ incident_id: incidentId, role, offered_to: to, offered_by: by, offered_at: at },
      ...{ expires_at: expiresAt, state: 'open', settled_at: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Null where there is no such offer. */
export async function loadOffer(db: Db | Trx, id: number): Promise<RoleOffer | null> {
  const row = await db.selectFrom('role_offers').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? offerFromRow(row) : null
}

/** The offers of an incident that nobody has answered yet, oldest first. */
export async function loadOpenOffers(db: Db | Trx, incidentId: number): Promise<RoleOffer[]> {
  const rows = await db
    .selectFrom('role_offers')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute()
  return rows.map(offerFromRow)
}

/** Ends an open offer; throws where it had ended, though the caller, who holds the incident's lock, saw it open. */
export async function settleOffer(
  trx: Trx,
  id: number,
  state: Exclude<RoleOffer['state'], 'open'>,
  at: Date,
): Promise<void> {
  const result = await trx
    .updateTable('role_offers')
    .set({ state, settled_at: at })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new Error(`Role offer ${id} ended while its incident was locked.`)
}

export const offerFromRow = (row: Row<'role_offers'>): RoleOffer => ({
  id: row.id,
  incidentId: row.incident_id,
  role: row.role,
  to: row.offered_to,
  by: row.offered_by,
  at: row.offered_at,
  expiresAt: row.expires_at,
  state: row.state,
  settledAt: row.settled_at,
})
