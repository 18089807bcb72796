import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import type { Deps } from '../../ports.ts'
import { loadAct } from '../../store/acts.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'
import { recordChange } from './change.ts'

type Ended = (trx: Trx, row: Row<'acts'>) => Promise<TimelineEvent | null>

/** What follows from an act, in the transaction that stores how it stands. */
export async function afterAct(
  deps: Deps,
  trx: Trx,
  id: number,
  key: string,
  ended: Ended = onlyFailures,
): Promise<void> {
  const row = await loadAct(trx, key)
  if (row.state === 'intended') return await afterIntent(deps, trx, id, row)
  const event = await ended(trx, row)
  if (event) await recordChange(deps, trx, id, { by: null, action: `incident.${event.kind}`, event })
  else await refreshCards(deps, trx, incidentSubject(id))
}

/** An earlier act of the same name that still waits would set what is no longer wanted. */
async function afterIntent(deps: Deps, trx: Trx, id: number, row: Row<'acts'>): Promise<void> {
  await trx
    .updateTable('acts')
    .set({
      state: 'done',
      outcome: JSON.stringify({ overtakenBy: row.key }),
      finished_at: deps.now(),
      retry_at: null,
    })
    .where('subject', '=', incidentSubject(id))
    .where('name', '=', row.name)
    .where('state', '=', 'intended')
    .where('id', '<', row.id)
    .execute()
}

const onlyFailures: Ended = async (_trx, row) => (row.state === 'failed' ? stepFailed(row) : null)

/** How the timeline tells of an act that was refused; `because` where the reason is another than the row's. */
export const stepFailed = (row: Row<'acts'>, because: string | null = row.reason): TimelineEvent => ({
  kind: 'step-failed',
  step: row.name,
  because: because ?? 'No reason was recorded.',
})
