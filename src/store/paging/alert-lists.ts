import type { Alert } from '../../domain/paging/alert.ts'
import type { Db } from '../tables.ts'
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
