import type { Tick } from '../../domain/gate/checklist.ts'
import type { Trx } from '../tables.ts'

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
