import type { Incident } from '../../domain/incident/incident.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { cardKey, incidentSubject } from '../../store/incident/incident-keys.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'
import { channelFor } from './channel-for.ts'

/** Orders the card where the incident is worked on. */
export async function announce(deps: Deps, trx: Trx, incident: Incident): Promise<void> {
  const at = deps.now()
  const subject = incidentSubject(incident.id)
  const destination = channelFor(incident, deps.config)
  await updateIncident(trx, incident, { is_announced: true })
  await order(deps, trx, {
    key: cardKey(incident.id),
    destination,
    subject,
    purpose: 'incident-card',
    at,
  })
  const detail = { destination }
  await writeAudit(trx, { at, actor: 'pilothouse', action: 'incident.announce', subject, detail })
}
