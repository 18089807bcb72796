import { isOpen } from '../../domain/incident/incident.ts'
import { findSeverity } from '../../domain/incident/severity.ts'
import type { Alert } from '../../domain/paging/alert.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { lockIncident } from '../../store/incident/incidents.ts'
import { lockAlert } from '../../store/paging/alerts.ts'
import type { Declaration } from '../declare/declare.ts'
import { declarable, storeDeclared } from '../declare/declare.ts'
import { momentAgainst } from '../lifecycle/began.ts'
import { acknowledge } from '../paging/acknowledge.ts'
import { type Attached, attachCard } from './attach.ts'

/**
 * Declares what an alert says, with its severity; somebody who does so in the same moment is told of that incident. The
 * incident and its alert are stored together or not at all.
 */
export async function declareFromAlert(
  deps: Deps,
  id: number,
  invoker: Invoker,
): Promise<Attached | Refusal> {
  return await deps.db.transaction().execute(async (trx): Promise<Attached | Refusal> => {
    const alert = await lockAlert(trx, id)
    if (!alert) return { refused: 'no-such-alert', id: String(id) }
    const { title, incidentId } = alert
    if (incidentId !== null) return { incident: incidentId, title, isNew: false }
    const wanted = declarable(deps, declarationOf(deps, alert))
    if (isRefusal(wanted)) return wanted
    const declared = await storeDeclared(deps, trx, wanted, invoker)
    const incident = await lockIncident(trx, declared.id)
    if (!incident || !isOpen(incident)) throw new Error(`Incident ${declared.id} is gone as it is declared.`)
    await attachCard(deps, trx, alert, incident, invoker)
    // Whoever took care of the alert and declares it need not say so again, while others are paged.
    if (alert.acknowledged?.by === invoker.user) await acknowledge(deps, trx, incident, invoker)
    return { incident: declared.id, title: declared.title, isNew: true }
  })
}

/** A level that has left the configuration, or a time that can't be, is left out: nobody should have to look it up now. */
function declarationOf({ config, now }: Deps, alert: Alert): Declaration {
  const { title, severity, service, firedAt: detectedAt, impactAt } = alert
  const isKnown = (level: string | null) =>
    level !== null && findSeverity(config.incidents, level) !== undefined
  return {
    ...{ title, detectedAt, affects: service === null ? null : [service] },
    severity: [severity, config.alerts.levels[alert.level].severity].find(isKnown) ?? null,
    impactAt: impactAt && momentAgainst(impactAt, now()) ? null : impactAt,
  }
}
