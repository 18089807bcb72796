import type { OpenIncident } from '../../domain/incident.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { incidentSubject } from '../../store/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { markNudged } from '../../store/updates.ts'
import { order } from '../refresh.ts'

/** Reminds the commander in private that an update is about to be due; once per promise and commander. */
export async function nudgeCommander(deps: Deps, trx: Trx, incident: OpenIncident): Promise<void> {
  const at = deps.now()
  const { id, promise, commander } = incident
  if (!promise) throw new Error(`Incident ${id} owes no update to be reminded of.`)
  const { dueAt } = promise
  const subject = incidentSubject(id)
  await markNudged(trx, id, at)
  await order(deps, trx, {
    key: `incident/${id}/nudge/${dueAt.toISOString()}/${commander}`,
    destination: commander,
    subject,
    post: { purpose: 'update-nudge', dueAt, commander },
    at,
  })
  const detail = { dueAt, commander }
  await writeAudit(trx, { at, actor: 'pilothouse', action: 'incident.nudge', subject, detail })
}
