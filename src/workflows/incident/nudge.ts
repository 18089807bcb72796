import type { OpenIncident } from '../../domain/incident.ts'
import { updateOwner } from '../../domain/incident.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { incidentSubject } from '../../store/incident-keys.ts'
import { markPostsStale } from '../../store/messages.ts'
import type { Trx } from '../../store/tables.ts'
import { markNudged } from '../../store/updates.ts'
import { order } from '../refresh.ts'

/** Reminds whoever owes the updates in private that an update is about to be due; once per promise and commander. */
export async function nudgeCommander(deps: Deps, trx: Trx, incident: OpenIncident): Promise<void> {
  const at = deps.now()
  const { id, promise } = incident
  const commander = updateOwner(incident)
  if (!promise) throw new Error(`Incident ${id} owes no update to be reminded of.`)
  const { dueAt } = promise
  const subject = incidentSubject(id)
  await markNudged(trx, id, at)
  await order(deps, trx, {
    key: `${nudgeKey(id, dueAt)}${commander}`,
    destination: commander,
    subject,
    post: { purpose: 'update-nudge', dueAt, commander },
    at,
  })
  const detail = { dueAt, commander }
  await writeAudit(trx, { at, actor: 'pilothouse', action: 'incident.nudge', subject, detail })
}

/** Has what reminds of the open promise drawn again, since what it reminds of has changed. */
export async function refreshNudges(
  deps: Deps,
  trx: Trx,
  { id, promise }: Pick<OpenIncident, 'id' | 'promise'>,
): Promise<void> {
  if (!promise) return
  for (const destination of await markPostsStale(trx, incidentSubject(id), nudgeKey(id, promise.dueAt)))
    await deps.jobs.wake(trx, 'deliver', destination)
}

const nudgeKey = (id: number, dueAt: Date): string => `incident/${id}/nudge/${dueAt.toISOString()}/`
