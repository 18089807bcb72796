import { earliest } from '../../domain/earliest.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import { severityOf } from '../../domain/incident/severity.ts'
import type { Escalating } from '../../domain/paging/escalation.ts'
import { nextPage } from '../../domain/paging/escalation.ts'
import type { Page } from '../../domain/paging/page.ts'
import { nextPageAct } from '../../domain/paging/page.ts'
import type { Deps } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { findAcknowledgement, loadRound } from '../../store/paging/acknowledgements.ts'
import { loadAlertsOf } from '../../store/paging/alerts.ts'
import { endPages, loadPages } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { plannedPageAct } from './acts.ts'
import { pagedIncident, refreshPages } from './paged.ts'
import { sendPages } from './send.ts'

/** Who is paged about an incident, who after them, and what pagers outside are told of it. */
export const pageDuties: DutySource = async (deps, trx, incident, has) => {
  const { escalation, workingHours } = deps.config.incidents
  if (isOpening(incident) || (!has.pages && escalation.length === 0)) return { until: null }
  const pages = has.pages ? await loadPages(trx, incidentSubject(incident.id)) : []
  const { round, since } = await loadRound(trx, incident.id)
  const paged = pagedIncident(deps, incident, round)
  if (!isOpen(incident) && pages.some(isUnfinished)) {
    await endPages(trx, paged.subject)
    await refreshPages(deps, trx, paged)
    return 'moved'
  }
  const act = nextPageAct(pages, incident.acts, deps.now())
  if ('does' in act) return plannedPageAct(deps, paged, act)
  const it = await escalatingOf(deps, trx, incident, { round, since: since ?? incident.declaredAt })
  const next = nextPage(it, pages, escalation, workingHours, deps.now())
  if ('page' in next) {
    await sendPages(deps, trx, paged, next.page)
    return 'moved'
  }
  return { until: earliest([act.until, next.until]) }
}

/** Whoever is paged reads where the work goes on, so the channel is tried first, once. */
const isOpening = (incident: Incident): boolean =>
  isOpen(incident) &&
  incident.channel === null &&
  !incident.acts.some(({ name }) => name === 'create-channel')

const isUnfinished = ({ state }: Page): boolean => state !== 'failed' && state !== 'ended'

async function escalatingOf(
  { config }: Deps,
  trx: Trx,
  incident: Incident,
  { round, since }: { round: number; since: Date },
): Promise<Escalating> {
  const { pages, respondWithin } = severityOf(config.incidents, incident.severity)
  const alerts = await loadAlertsOf(trx, incident.id)
  return {
    ...{ about: 'incidents', level: null },
    title: incident.title,
    isPrivate: incident.isPrivate,
    severity: incident.severity,
    state: isOpen(incident) ? incident.state : null,
    isPaging: pages,
    respondWithin,
    facts: alerts.flatMap(({ facts }) => facts),
    since,
    round,
    isAcknowledged: (await findAcknowledgement(trx, incident.id, round)) !== null,
    isActive: isOpen(incident) && incident.pause === null && incident.state !== 'triage',
  }
}
