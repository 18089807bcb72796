import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'

/** Asks for the incident to be looked at, if the transaction commits. The row says so too, in case the job is lost. */
export async function wakeIncident(deps: Deps, trx: Trx, id: number): Promise<void> {
  await trx.updateTable('incidents').set({ wake_at: deps.now() }).where('id', '=', id).execute()
  await deps.jobs.wake(trx, 'advance-incident', String(id))
}
