import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Db } from '../tables.ts'
import { loadDeployment } from './deployments.ts'

type Place = { service: string; environment: string }

/** The deployment to a place that was verified last; numbers don't tell, since a rollback overtakes what waits. */
export async function lastVerified(
  db: Db,
  place: Place,
): Promise<(Deployment & { state: 'verified' }) | null> {
  const row = await newestFirst(db, place).executeTakeFirst()
  const last = row ? await loadDeployment(db, row.id) : null
  return last?.state === 'verified' ? last : null
}

/** Every verified deployment to a place by its number, the newest first. */
export async function verifiedIds(db: Db, place: Place): Promise<number[]> {
  return (await newestFirst(db, place).execute()).map(({ id }) => id)
}

const newestFirst = (db: Db, { service, environment }: Place) =>
  db
    .selectFrom('deployments')
    .select('id')
    .where('service', '=', service)
    .where('environment', '=', environment)
    .where('state', '=', 'verified')
    .orderBy('ended_at', 'desc')
    .orderBy('id', 'desc')
