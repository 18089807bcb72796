import type { Member } from '../../domain/incident/incident.ts'
import type { UserId } from '../../domain/people.ts'
import type { Db, Trx } from '../tables.ts'

/** Adds people, each once; whoever asked stays somebody who asked. */
export async function addMembers(
  trx: Trx,
  incidentId: number,
  users: readonly UserId[],
  { isAsked, at }: { isAsked: boolean; at: Date },
): Promise<void> {
  if (users.length === 0) return
  await trx
    .insertInto('incident_members')
    .values(
      [...new Set(users)].map((user_id) => ({
        incident_id: incidentId,
        user_id,
        since: at,
        is_asked: isAsked,
      })),
    )
    .onConflict((conflict) => {
      const known = conflict.columns(['incident_id', 'user_id'])
      return isAsked ? known.doUpdateSet({ is_asked: true }) : known.doNothing()
    })
    .execute()
}

export async function loadMembers(db: Db | Trx, incidentId: number): Promise<Member[]> {
  const rows = await db
    .selectFrom('incident_members')
    .select(['user_id', 'is_asked'])
    .where('incident_id', '=', incidentId)
    .orderBy('since')
    .orderBy('user_id')
    .execute()
  return rows.map(({ user_id, is_asked }) => ({ user: user_id, isAsked: is_asked }))
}
