import type { Tick } from '../../domain/gate/checklist.ts'
import type { Db, Trx } from '../tables.ts'

/** The ticked boxes of a deployment, oldest first. */
export async function loadTicks(db: Db | Trx, deploymentId: number): Promise<Tick[]> {
  const rows = await db
    .selectFrom('checklist_ticks')
    .select(['item', 'user_id', 'at'])
    .where('deployment_id', '=', deploymentId)
    .orderBy('at')
    .execute()
  return rows.map(({ item, user_id: user, at }) => ({ item, user, at }))
}

/** Ticks a box; false where it is ticked already. */
export async function addTick(trx: Trx, deploymentId: number, { item, user, at }: Tick): Promise<boolean> {
  const rows = await trx
    .insertInto('checklist_ticks')
    .values({ deployment_id: deploymentId, item, user_id: user, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('item')
    .execute()
  return rows.length > 0
}

/** Takes a tick back; false where there is none. */
export async function removeTick(trx: Trx, deploymentId: number, item: string): Promise<boolean> {
  const rows = await trx
    .deleteFrom('checklist_ticks')
    .where('deployment_id', '=', deploymentId)
    .where('item', '=', item)
    .returning('item')
    .execute()
  return rows.length > 0
}
