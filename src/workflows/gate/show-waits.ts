import { sql } from 'kysely'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Wait } from '../../domain/gate/wait.ts'
import type { Deps } from '../../ports.ts'
import { deploymentSubject } from '../../store/deployment/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'

/** Has the card drawn again where it waits for other things than at the last look; a queue is looked at every minute. */
export async function showWaits(
  deps: Deps,
  trx: Trx,
  { id, state }: Deployment,
  waits: readonly Wait[],
): Promise<void> {
  // Anything else has its card drawn again by whatever moved it on.
  if (state !== 'awaiting-approval' && state !== 'queued') return
  const now = JSON.stringify(waits)
  const { numUpdatedRows } = await trx
    .updateTable('deployments')
    .set({ detail: sql<string>`detail || jsonb_build_object('waits', ${now}::jsonb)` })
    .where('id', '=', id)
    .where(sql<boolean>`coalesce(detail -> 'waits', '[]') <> ${now}::jsonb`)
    .executeTakeFirst()
  if (numUpdatedRows === 1n) await refreshCards(deps, trx, deploymentSubject(id))
}
