import type { OpenIncident } from '../../domain/incident/incident.ts'
import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import { findAcknowledgement, insertAcknowledgement, loadRound } from '../../store/paging/acknowledgements.ts'
import { acknowledgePages, loadPages } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import { changeOpenIncident } from '../incident/change.ts'
import { pagedIncident, refreshPages, tellPaged } from './paged.ts'

/** `isNew` is false where somebody had, and nobody was paged since. */
export type Acknowledged = { by: UserId; at: Date; isNew: boolean }

/** Somebody takes care of an incident, so that nobody else is paged about it. */
export async function acknowledgeIncident(
  deps: Deps,
  id: number,
  invoker: Invoker,
): Promise<Acknowledged | Refusal> {
  return await changeOpenIncident<Acknowledged>(deps, id, 'acknowledge', (trx, incident) =>
    acknowledge(deps, trx, incident, invoker),
  )
}

/** The same under the incident's lock. */
export async function acknowledge(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  invoker: Invoker,
): Promise<Acknowledged> {
  const { id } = incident
  const at = deps.now()
  const { round } = await loadRound(trx, id)
  const paged = pagedIncident(deps, incident, round)
  const earlier = await findAcknowledgement(trx, id, round)
  const pages = await loadPages(trx, paged.subject)
  const isPaging = pages.some(({ state }) => state === 'intended' || state === 'sent')
  if (earlier && !isPaging) return { by: earlier.user, at: earlier.at, isNew: false }
  if (!earlier) await insertAcknowledgement(trx, id, round, { user: invoker.user, at })
  if (incident.acknowledgedAt === null) await updateIncident(trx, incident, { acknowledged_at: at })
  await acknowledgePages(trx, paged.subject, invoker.user)
  await refreshPages(deps, trx, paged)
  await tellPaged(deps, trx, paged, invoker, 'acknowledged it')
  return { by: invoker.user, at, isNew: true }
}
