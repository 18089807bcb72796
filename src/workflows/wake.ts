import type { Deps } from '../ports.ts'
import type { Trx } from '../store/tables.ts'

type Advanced = { kind: 'deployment' | 'incident' | 'operation' | 'alert' | 'diagnostic'; id: number }

/** From here on the sweep finds it: a process that dies leaves a job which is given out again ever later. */
export async function markDue(deps: Deps, trx: Trx, { kind, id }: Advanced): Promise<void> {
  const now = deps.now()
  await trx
    .updateTable(`${kind}s`)
    .set({ wake_at: now })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('wake_at', 'is', null), eb('wake_at', '>', now)]))
    .execute()
}

/** Asks for it to be looked at then, if the transaction commits; null is never. The row says so too, in case the job is lost. */
export async function wakeLater(
  deps: Deps,
  trx: Trx,
  { kind, id }: Advanced,
  until: Date | null,
): Promise<void> {
  await trx.updateTable(`${kind}s`).set({ wake_at: until }).where('id', '=', id).execute()
  if (until) await deps.jobs.wake(trx, `advance-${kind}`, String(id), until)
}
