import type { Deps } from '../../ports.ts'
import { cardKey, incidentIdOf } from '../../store/incidents.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { recordChange } from './change.ts'

/** Slack has a message: once the card's id is known, it can be pinned. */
export async function incidentMessageDelivered(deps: Deps, trx: Trx, row: Row<'messages'>): Promise<void> {
  const id = incidentIdOf(row.subject)
  if (row.key === cardKey(id)) await deps.jobs.wake(trx, 'advance-incident', String(id))
}

/** Slack will never take a message: the timeline says so, and everything else goes on. */
export async function incidentMessageFailed(
  deps: Deps,
  trx: Trx,
  row: Row<'messages'>,
  because: string,
): Promise<void> {
  const id = incidentIdOf(row.subject)
  const step = row.purpose === 'incident-broadcast' ? 'broadcast' : row.purpose
  const event = { kind: 'step-failed', step, because } as const
  await recordChange(deps, trx, id, { by: null, action: 'incident.step-failed', event })
}
