import { findSeverity } from '../../domain/incident/severity.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadAlert } from '../../store/paging/alerts.ts'
import { declareIncident } from '../declare/declare.ts'
import { acknowledgeIncident } from '../paging/acknowledge.ts'
import { type Attached, attachAlert } from './attach.ts'

/**
 * Declares what an alert says, with its severity; somebody who does so in the same moment joins that incident. A process
 * that dies in between leaves an incident without its alert, which can be added.
 */
export async function declareFromAlert(
  deps: Deps,
  id: number,
  invoker: Invoker,
): Promise<Attached | Refusal> {
  let result: Attached | Refusal = { refused: 'changed-meanwhile', what: `alert ${id}` }
  await deps.exclusive(`declare-alert:${id}`, async () => {
    result = await declareOnce(deps, id, invoker)
  })
  return result
}

async function declareOnce(deps: Deps, id: number, invoker: Invoker): Promise<Attached | Refusal> {
  const alert = await loadAlert(deps.db, id)
  if (!alert) return { refused: 'no-such-alert', id: String(id) }
  const { title, severity, incidentId, service, impactAt, firedAt: detectedAt } = alert
  if (incidentId !== null) return { incident: incidentId, title, isNew: false }
  // The level may have left the configuration since it fired; nobody should have to look one up now.
  const known = severity !== null && findSeverity(deps.config.incidents, severity) ? severity : null
  const affects = service === null ? null : [service]
  const facts = { affects, impactAt, detectedAt }
  const declared = await declareIncident(deps, { title, severity: known, ...facts }, invoker)
  if (isRefusal(declared)) return declared
  const attached = await attachAlert(deps, { alert: id, incident: declared.id }, invoker)
  // Whoever took care of the alert and declares it need not say so again, while others are paged.
  if (alert.acknowledged?.by === invoker.user) await acknowledgeIncident(deps, declared.id, invoker)
  return attached
}
