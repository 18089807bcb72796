import type { UserId } from '../../domain/people.ts'
import type { Trx } from '../tables.ts'

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
