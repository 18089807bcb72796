import type { Alert } from '../../domain/paging/alert.ts'
import type { Db, Trx } from '../tables.ts'
import { alertFromRow } from './alerts.ts'

/** What fires now, the newest first. */
export async function listFiringAlerts(db: Db, limit: number): Promise<Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('state', '=', 'firing')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(alertFromRow)
}

/** What fired for a service since, the newest first. */
export async function listAlertsAbout(
  db: Db,
  { service, since, limit }: { service: string; since: Date; limit: number },
): Promise<Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('service', '=', service)
    .where((eb) => eb.or([eb('state', '=', 'firing'), eb('resolved_at', '>=', since)]))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(alertFromRow)
}

/** The same without a limit. */
export async function listAllFiring(db: Db | Trx): Promise<Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('state', '=', 'firing')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(alertFromRow)
}

/** What was over since a moment, the last to end in front. */
export async function listResolvedAlerts(db: Db, since: Date, limit: number): Promise<Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('state', '=', 'resolved')
    .where('resolved_at', '>=', since)
    .orderBy('resolved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(alertFromRow)
}

/** What alerts were called since a moment. */
export async function listAlertNames(db: Db | Trx, since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('alerts')
    .select('name')
    .distinct()
    .where('received_at', '>=', since)
    .execute()
  return rows.map(({ name }) => name).filter((name) => name !== '')
}
