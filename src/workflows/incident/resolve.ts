import type { Health } from '../../domain/incident/health.ts'
import type { OpenIncident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import {
  emptyReport,
  type IncidentReport,
  type ReportParts,
  reportParts,
} from '../../domain/incident/incident-report.ts'
import { monitoringOf, type Unready, unreadiness } from '../../domain/incident/monitoring.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { loadIncident, updateIncident } from '../../store/incident/incidents.ts'
import { loadReport, storeReport } from '../../store/postmortem/incident-reports.ts'
import type { Trx } from '../../store/tables.ts'
import { loadTimeline } from '../../store/timeline/timeline.ts'
import { lookAtHealth } from '../monitoring/look-at-health.ts'
import { order } from '../refresh.ts'
import { endPromise } from '../updates/end-promise.ts'
import { tellEnd } from '../updates/stakeholders.ts'
import { changeOpenIncident, recordChange } from './change.ts'
import { channelFor } from './channel-for.ts'

export type Resolution = {
  id: number
  summary: string
  /** A reason to resolve it although its fix was not watched long enough, or a check is not green. */
  anyway?: string | null | undefined
  report?: Partial<ReportParts> | undefined
}

/**
 * Ends an incident whose fix was watched long enough with its checks green, or with a reason why not: no further update
 * is owed, and the timeline is posted in full.
 */
export async function resolveIncident(
  deps: Deps,
  resolution: Resolution,
  invoker: Invoker,
): Promise<'resolved' | Refusal> {
  const summary = tidy(resolution.summary)
  if (summary === '') return { refused: 'empty-text', what: 'the summary' }
  const anyway = tidy(resolution.anyway ?? '') || null
  const { id } = resolution
  const health = await neededHealth(deps, id)
  return await changeOpenIncident<'resolved'>(deps, id, 'resolve', async (trx, incident) => {
    const unready = unreadinessOf(deps, incident, health)
    if (unready && anyway === null) return { refused: 'not-ready-to-resolve', id, ...unready }
    const anywayBecause = unready ? anyway : null
    const report = await completeReport(trx, { ...resolution, anywayBecause })
    await storeReport(trx, id, report, deps.now())
    if (unready && anyway !== null) await recordOverride(deps, trx, id, { unready, because: anyway }, invoker)
    await endIncident(deps, trx, incident, { summary, report }, invoker)
    return 'resolved'
  })
}

/** Asked before the lock is taken: the answers may take a second. Null where nothing needs to be looked at. */
async function neededHealth(deps: Deps, id: number): Promise<Health | null> {
  const incident = await loadIncident(deps.db, id)
  if (!incident || !isOpen(incident)) return null
  const monitoring = monitoringOf(incident, deps.config.incidents, deps.now())
  return monitoring.is === 'over' ? await lookAtHealth(deps, incident) : null
}

function unreadinessOf(deps: Deps, incident: OpenIncident, health: Health | null): Unready | null {
  const monitoring = monitoringOf(incident, deps.config.incidents, deps.now())
  // Its time ended after the look would have been taken.
  if (monitoring.is === 'over' && health === null)
    return { until: null, monitorFor: null, troubles: ['its checks were not looked at'] }
  return unreadiness(monitoring, health)
}

/** What was said when it was resolved before stays, where nothing else is said now. */
async function completeReport(
  trx: Trx,
  { id, report = {}, anywayBecause }: Resolution & { anywayBecause: string | null },
): Promise<IncidentReport> {
  const before = (await loadReport(trx, id)) ?? emptyReport
  const parts = reportParts.map((part) => [part, tidy(report[part] ?? '') || before[part]])
  return { ...emptyReport, ...Object.fromEntries(parts), anywayBecause }
}

async function recordOverride(
  deps: Deps,
  trx: Trx,
  id: number,
  { unready, because }: { unready: Unready; because: string },
  invoker: Invoker,
): Promise<void> {
  const did = `resolved it although ${overridden(unready)}: ${because}`
  const event = { kind: 'happened', topic: 'state', did } as const
  await recordChange(deps, trx, id, { by: invoker, action: 'incident.resolve-anyway', event })
}

function overridden({ until, monitorFor, troubles }: Unready): string {
  const isWatched = until === null && monitorFor === null
  const watch = monitorFor === null ? 'its fix had not been watched long enough' : 'no fix was being watched'
  return [...(isWatched ? [] : [watch]), ...troubles].join(', and ')
}

type Ending = { summary: string; report: IncidentReport }

async function endIncident(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { summary, report }: Ending,
  invoker: Invoker,
): Promise<void> {
  const { id } = incident
  const resolvedAt = deps.now()
  const resolvedBy = invoker.user
  await updateIncident(trx, incident, {
    to: 'resolved',
    resolved_at: resolvedAt,
    resolved_by: resolvedBy,
    summary,
  })
  await endPromise(deps, trx, incident, { state: 'released', at: resolvedAt })
  const { seq: lastSeq } = await recordChange(deps, trx, id, {
    by: invoker,
    action: 'incident.resolve',
    event: { kind: 'resolved', summary },
  })
  const post = { purpose: 'resolution-report', resolvedAt, resolvedBy, summary, lastSeq, report } as const
  await orderReports(deps, trx, incident, post)
}

/** One report for each time it is resolved, where it was worked on and where its updates were read. */
async function orderReports(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  report: Omit<Extract<StoredPost, { purpose: 'resolution-report' }>, 'audience'>,
): Promise<void> {
  const { id } = incident
  const entries = await loadTimeline(trx, id)
  const times = entries.filter(({ event }) => event.kind === 'resolved').length
  const key = `incident/${id}/resolved/${times}`
  await order(deps, trx, {
    ...{ key, destination: channelFor(incident, deps.config), subject: incidentSubject(id) },
    post: { ...report, audience: 'responders' },
    at: deps.now(),
  })
  const post = { ...report, audience: 'stakeholders' } as const
  await tellEnd(deps, trx, incident, { key: `${key}/stakeholders`, post })
}
