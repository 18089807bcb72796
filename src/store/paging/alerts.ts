import { subMilliseconds } from 'date-fns/subMilliseconds'
import type { Updateable } from 'kysely'
import { sql } from 'kysely'
import type { AlertLevel } from '../../domain/check/check.ts'
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

type Told = { source: string; fingerprint: string }

/** The last alert of this fingerprint, which fires or is over. */
export async function findLastAlert(trx: Trx, { source, fingerprint }: Told): Promise<Alert | null> {
  const row = await trx
    .selectFrom('alerts')
    .selectAll()
    .where('source', '=', source)
    .where('fingerprint', '=', fingerprint)
    .orderBy('id', 'desc')
    .limit(1)
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

/** Everything that stands on the card of this alert besides itself, oldest first. */
export async function loadOthersOnCard(db: Db | Trx, id: number): Promise<Alert[]> {
  const rows = await db.selectFrom('alerts').selectAll().where('card_of', '=', id).orderBy('id').execute()
  return rows.map(alertFromRow)
}

type OnCard = Pick<Alert, 'id' | 'cardOf'>

/** Of each level, the next one on the same card that fires. */
export async function nextOnCard(trx: Trx, { id, cardOf }: OnCard): Promise<number[]> {
  const rows = await trx
    .selectFrom('alerts')
    .distinctOn('level')
    .select('id')
    .where('card_of', '=', cardOf ?? id)
    .where('state', '=', 'firing')
    .where('id', '>', id)
    .orderBy('level')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

/** The levels of those before it on the same card that fire and are not silenced. */
export async function levelsBefore(trx: Trx, { id, cardOf }: OnCard, now: Date): Promise<AlertLevel[]> {
  if (cardOf === null) return []
  const rows = await trx
    .selectFrom('alerts')
    .select('level')
    .distinct()
    .where((eb) => eb.or([eb('card_of', '=', cardOf), eb('id', '=', cardOf)]))
    .where('state', '=', 'firing')
    .where('id', '<', id)
    .where((eb) => eb.or([eb('silenced_until', 'is', null), eb('silenced_until', '<=', now)]))
    .execute()
  return rows.map(({ level }) => level)
}

export async function countFiring(trx: Trx, source: string): Promise<number> {
  const { count } = await trx
    .selectFrom('alerts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('source', '=', source)
    .where('state', '=', 'firing')
    .executeTakeFirstOrThrow()
  return count
}

/** The alert whose card a new one of this group joins; null where it gets one of its own. */
export async function findCard(
  trx: Trx,
  { groupKey, at, within }: { groupKey: string; at: Date; within: number },
): Promise<number | null> {
  const row = await trx
    .selectFrom('alerts')
    .select('id')
    .where('group_key', '=', groupKey)
    .where('card_of', 'is', null)
    .where('received_at', '>', subMilliseconds(at, within))
    .where((eb) => eb.or([eb('silenced_until', 'is', null), eb('silenced_until', '<=', at)]))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

export type NewAlert = Omit<
  NewRow<'alerts'>,
  'id' | 'state' | 'resolved_at' | 'acknowledged_by' | 'acknowledged_at' | 'incident_id' | 'wake_at' | 'round'
>

/** A new alert that fires; where somebody else stored the same in this moment, that is told once more. */
export async function insertOrCount(trx: Trx, alert: NewAlert): Promise<{ id: number; isNew: boolean }> {
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
        .doUpdateSet({ times: sql`alerts.times + excluded.times` }),
    )
    .returning(['id', sql<boolean>`xmax = 0`.as('is_new')])
    .executeTakeFirstOrThrow()
  return { id: row.id, isNew: row.is_new }
}

/** It is told again, so many times. */
export async function countTold(trx: Trx, id: number, times: number): Promise<void> {
  await trx
    .updateTable('alerts')
    .set((eb) => ({ times: eb('times', '+', times) }))
    .where('id', '=', id)
    .execute()
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
    name: row.name,
    level: row.level,
    title: row.title,
    summary: row.summary,
    service: row.service,
    environment: row.environment,
    severity: row.severity,
    labels: storedLabels.parse(row.labels),
    facts: storedFacts.parse(row.facts),
    link: row.link,
    runbook: row.runbook,
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
    cardOf: row.card_of,
    round: row.round,
    pagesFrom: row.pages_from,
    firings: row.firings,
    silenced:
      row.silenced_until && row.silenced_by
        ? { until: row.silenced_until, by: row.silenced_by, because: row.silenced_because ?? '' }
        : null,
  }
}
