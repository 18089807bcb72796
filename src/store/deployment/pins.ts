import { sql } from 'kysely'
import type { Db } from '../tables.ts'

type Place = { service: string; environment: string }

/** The deployment to a place that last gave it to an earlier build; null where none did. */
export async function lastRestored(db: Db, place: Place): Promise<number | null> {
  const row = await actsThere(db, place)
    .select('deployments.id')
    .where('acts.name', '=', 'restore-frontend')
    .orderBy('acts.id', 'desc')
    .executeTakeFirst()
  return row?.id ?? null
}

/** True where something went live in a place since, or was restored again, or the operation on `thing` was done. */
export async function isPassed(
  db: Db,
  { since, thing, ...place }: Place & { thing: string; since: Date },
): Promise<boolean> {
  const later = await actsThere(db, place)
    .select('acts.id')
    .where('acts.name', 'in', ['check-live', 'restore-frontend'])
    .where('acts.finished_at', '>', since)
    .executeTakeFirst()
  if (later) return true
  const undone = await db
    .selectFrom('operations')
    .select('id')
    .where('environment', '=', place.environment)
    .where('thing', '=', thing)
    .where('state', '=', 'done')
    .where('ended_at', '>', since)
    .executeTakeFirst()
  return undone !== undefined
}

/** What was done outside for the deployments to a place. */
const actsThere = (db: Db, { service, environment }: Place) =>
  db
    .selectFrom('acts')
    .innerJoin('deployments', (join) =>
      join.on('acts.subject', '=', sql<string>`'deployment:' || deployments.id`),
    )
    .where('deployments.service', '=', service)
    .where('deployments.environment', '=', environment)
    .where('acts.state', '=', 'done')
