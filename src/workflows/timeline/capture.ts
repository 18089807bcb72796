import type { Deps, Invoker, MessagePlace } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { findIncidentOfChannel } from '../../store/incident/incidents.ts'
import { insertCapture } from '../../store/timeline/captures.ts'
import { wakeIncident } from '../incident/wake.ts'

/**
 * Remembers that somebody wants a message of an incident's channel in its timeline, before anything is looked up: an
 * event of Slack's comes once. Does nothing anywhere else, and nothing for another emoji.
 */
export async function captureReaction(
  deps: Deps,
  { emoji, channel, ts }: MessagePlace & { emoji: string },
  invoker: Invoker,
): Promise<void> {
  if (emoji !== deps.config.incidents.capture.emoji) return
  const incident = await findIncidentOfChannel(deps.db, channel)
  if (!incident) return
  await deps.db.transaction().execute(async (trx) => {
    const at = deps.now()
    const { user, requestId } = invoker
    const row = { incident_id: incident.id, channel, ts, user_id: user, request_id: requestId, at }
    if (!(await insertCapture(trx, row))) return
    const subject = incidentSubject(incident.id)
    const action = 'incident.capture'
    await writeAudit(trx, { at, actor: user, action, subject, detail: { channel, ts }, requestId })
    await wakeIncident(deps, trx, incident.id)
  })
}
