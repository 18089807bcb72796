import type { RestoredIncident } from '../../domain/incident/incident.ts'
import { isRestored } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { changeIncident, recordChange } from '../incident/change.ts'

/** Closes a resolved incident by hand: one that needs no post-mortem, or whose post-mortem is finished elsewhere. */
export async function closeIncident(
  deps: Deps,
  closing: { id: number; because: string },
  invoker: Invoker,
): Promise<'closed' | Refusal> {
  const because = tidy(closing.because)
  if (because === '') return { refused: 'empty-text', what: 'the reason' }
  const { id } = closing
  return await changeIncident<'closed'>(deps, id, async (trx, incident) => {
    if (!isRestored(incident) || incident.state === 'closed')
      return { refused: 'wrong-incident-state', id, state: incident.state, verb: 'close' }
    await close(deps, trx, incident, { because, by: invoker })
    return 'closed'
  })
}

/** The same under the incident's lock. */
export async function close(
  deps: Deps,
  trx: Trx,
  incident: RestoredIncident,
  { because, by }: { because: string; by: Invoker | null },
): Promise<void> {
  await updateIncident(trx, incident, { to: 'closed', closed_at: deps.now() })
  const event = { kind: 'happened', topic: 'state', did: `closed it: ${because}` } as const
  await recordChange(deps, trx, incident.id, { by, action: 'incident.close', event })
}
