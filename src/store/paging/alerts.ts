import type { Updateable } from 'kysely'
import { sql } from 'kysely'
import type { Alert } from '../../domain/paging/alert.ts'
import type { Db, NewRow, Row, Subject, Tables, Trx } from '../tables.ts'
import { storedFacts, storedLabels } from './page-documents.ts'

export const alertSubject = (id: number): Subject => `alert:${id}`

export async function loadAlert(db: Db | Trx, id: number): Promise<Alert | null> {
  const row = await db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? alertFromRow(row) : null
}

/** The same, with the row locked until the transaction ends. */
export async function lockAlert(trx: Trx, id: number): Promise<Alert | null> {
  const row = await trx.selectFrom('alerts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? alertFromRow(row) : null
}

/** The alert of this fingerprint that fires now. */
export async function findFiringAlert(trx: Trx, source: string, fingerprint: string): Promise<Alert | null> {
  const row = await trx
    .selectFrom('alerts')
    .selectAll()
    .where('source', '=', source)
    .where('fingerprint', '=', fingerprint)
    .where('state', '=', 'firing')
    .executeTakeFirst()
  return row ? alertFromRow(row) : null
}

export async function loadAlertsOf(db: Db | Trx, incidentId: number): Promise<Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute()
  return rows.map(alertFromRow)
}

export type NewAlert = Omit<
  NewRow<'alerts'>,
  'id' | 'times' | 'state' | 'resolved_at' | 'acknowledged_by' | 'acknowledged_at' | 'incident_id' | 'wake_at'
>

/** A new alert that fires, or one time more of the one that does. */
export async function insertOrCount(trx: Trx, alert: NewAlert): Promise<{ id: number; isNew: boolean }> {
  // Every insertion that meets a conflict would spend a number, and people type these.
  const known = await trx
    .updateTable('alerts')
    .set({ times: sql`alerts.times + 1` })
    .where('source', '=', alert.source)
    .where('fingerprint', '=', alert.fingerprint)
    .where('state', '=', 'firing')
    .returning('id')
    .executeTakeFirst()
  if (known) return { id: known.id, isNew: false }
  const row = await trx
    .insertInto('alerts')
    .values({
      ...alert,
      ...{ state: 'firing', resolved_at: null, acknowledged_by: null, acknowledged_at: null },
      ...{ incident_id: null, wake_at: alert.received_at },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'fingerprint'])
        .where('state', '=', 'firing')
        .doUpdateSet({ times: sql`alerts.times + 1` }),
    )
    .returning(['id', 'times'])
    .executeTakeFirstOrThrow()
  return { id: row.id, isNew: row.times === 1 }
}

export async function updateAlert(
  trx: Trx,
  id: number,
  set: Omit<Updateable<Tables['alerts']>, 'id'>,
): Promise<void> {
  await trx.updateTable('alerts').set(set).where('id', '=', id).execute()
}

export function alertFromRow(row: Row<'alerts'>): Alert {
  return {
    id: row.id,
    source: row.source,
    fingerprint: row.fingerprint,
    title: row.title,
    summary: row.summary,
    service: row.service,
    environment: row.environment,
    severity: row.severity,
    labels: storedLabels.parse(row.labels),
    facts: storedFacts.parse(row.facts),
    link: row.link,
    firedAt: row.fired_at,
    impactAt: row.impact_at,
    receivedAt: row.received_at,
    times: row.times,
    state: row.state,
    resolvedAt: row.resolved_at,
    acknowledged:
      row.acknowledged_by && row.acknowledged_at
        ? { by: row.acknowledged_by, at: row.acknowledged_at }
        : null,
    incidentId: row.incident_id,
  }
}
