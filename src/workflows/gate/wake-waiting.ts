import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'

/** Wakes whoever waits for this service and environment; the first in line finds its way free. */
export async function wakeNextInLine(
  deps: Deps,
  trx: Trx,
  ended: { id: number; service: string; environment: string },
): Promise<void> {
  const waiting = await trx
    .selectFrom('deployments')
    .select('id')
    .where('service', '=', ended.service)
    .where('environment', '=', ended.environment)
    .where('state', '=', 'queued')
    .where('id', '!=', ended.id)
    .execute()
  for (const { id } of waiting) await deps.jobs.wake(trx, 'advance-deployment', String(id))
}

/** A lock came, went or changed hands: who waits goes on or waits for another, and every card says so. */
export async function wakeWaiting(deps: Deps, trx: Trx, environment: string): Promise<void> {
  const waiting = await trx
    .selectFrom('deployments')
    .select('id')
    .where('environment', '=', environment)
    .where('state', 'in', ['awaiting-approval', 'queued'])
    .execute()
  for (const { id } of waiting) await deps.jobs.wake(trx, 'advance-deployment', String(id))
}
