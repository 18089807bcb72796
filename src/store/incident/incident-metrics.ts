import { type SqlBool, sql } from 'kysely'
import { droppedStates } from '../../domain/incident/incident.ts'
import type { MeasuredIncident } from '../../domain/incident/incident-metrics.ts'
import type { PromiseLedger } from '../../domain/message.ts'
import type { UserId } from '../../domain/people.ts'
import type { Period } from '../../domain/period.ts'
import type { Db } from '../tables.ts'

/** Which incidents count: declared in the period, of one severity or of all, as far as the asker may know of them. */
export type Counted = { period: Period; severity: string | null; asker: UserId }

/** Drills and what was dropped are in no figure. */
const counted = (db: Db, { period, severity }: Counted) =>
  db
    .selectFrom('incidents')
    .where('incidents.is_drill', '=', false)
    .where('incidents.state', 'not in', droppedStates)
    .where('incidents.declared_at', '>=', period.from)
    .where('incidents.declared_at', '<', period.until)
    .$if(severity !== null, (query) => query.where('incidents.severity', '=', severity))

/** A private incident is for its own people only. */
const visibleTo = (user: UserId) => sql<SqlBool>`(
  not incidents.is_private or ${user} in (incidents.declared_by, incidents.commander)
  or exists (select from incident_roles where incident_id = incidents.id and user_id = ${user})
  or exists (select from incident_members where incident_id = incidents.id and user_id = ${user}))`

/** The times of the incidents that count. */
export async function loadIncidentTimes(db: Db, wanted: Counted): Promise<MeasuredIncident[]> {
  return await counted(db, wanted)
    .where(visibleTo(wanted.asker))
    .select([
      'severity',
      'state',
      'declared_at as declaredAt',
      'impact_at as impactAt',
      'detected_at as detectedAt',
      'acknowledged_at as acknowledgedAt',
      'mitigated_at as mitigatedAt',
      'resolved_at as resolvedAt',
    ])
    .execute()
}

/** How many more there are that the asker may not know of. */
export async function countHidden(db: Db, wanted: Counted): Promise<number> {
  const row = await counted(db, wanted)
    .where((eb) => eb.not(visibleTo(wanted.asker)))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** How the promises of all these incidents ended. */
export async function countAllPromises(db: Db, wanted: Counted): Promise<PromiseLedger> {
  const rows = await counted(db, wanted)
    .where(visibleTo(wanted.asker))
    .innerJoin('update_promises as promise', 'promise.incident_id', 'incidents.id')
    .select(['promise.state', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('promise.state')
    .execute()
  const count = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return { kept: count('kept'), late: count('late'), held: count('held') }
}

/** How many were resolved before their fix was watched long enough, because somebody said so. */
export async function countOverrides(db: Db, wanted: Counted): Promise<number> {
  const row = await counted(db, wanted)
    .where(visibleTo(wanted.asker))
    .innerJoin('incident_reports', 'incident_reports.incident_id', 'incidents.id')
    .where('incident_reports.anyway_because', 'is not', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** How often they were opened again. */
export async function countReopened(db: Db, wanted: Counted): Promise<number> {
  const row = await counted(db, wanted)
    .where(visibleTo(wanted.asker))
    .innerJoin('timeline', 'timeline.incident_id', 'incidents.id')
    // Word for word what the index is for.
    .where(sql<SqlBool>`timeline.event ->> 'kind' = 'reopened'`)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
