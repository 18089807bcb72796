import type { IncidentReport } from '../../domain/incident/incident-report.ts'
import type { Db, Trx } from '../tables.ts'
import { loadTimeline } from '../timeline/timeline.ts'

/** What was said when the incident was resolved, the last time; null where it never was. */
export async function loadReport(db: Db | Trx, incidentId: number): Promise<IncidentReport | null> {
  const row = await db
    .selectFrom('incident_reports')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  if (!row) return null
  const { impact, mitigation, prevention, root_cause, permanent_fix, anyway_because } = row
  return {
    impact,
    mitigation,
    rootCause: root_cause,
    permanentFix: permanent_fix,
    prevention,
    anywayBecause: anyway_because,
  }
}

/** Keeps what is said now; the last word counts. */
export async function storeReport(
  trx: Trx,
  incidentId: number,
  report: IncidentReport,
  at: Date,
): Promise<void> {
  const { impact, mitigation, rootCause, permanentFix, prevention, anywayBecause } = report
  const said = {
    ...{ impact, mitigation, prevention, at },
    ...{ root_cause: rootCause, permanent_fix: permanentFix, anyway_because: anywayBecause },
  }
  await trx
    .insertInto('incident_reports')
    .values({ incident_id: incidentId, ...said })
    .onConflict((conflict) => conflict.column('incident_id').doUpdateSet(said))
    .execute()
}

/** What the last update that spoke of the impact said of it. */
export async function lastToldImpact(db: Db | Trx, incidentId: number): Promise<string | null> {
  const entries = await loadTimeline(db, incidentId)
  const last = entries.findLast(({ event }) => event.kind === 'update' && event.impact !== null)?.event
  return last?.kind === 'update' ? last.impact : null
}
