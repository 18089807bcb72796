import type { Db } from '../tables.ts'

type Place = { service: string; environment: string }

/** What the watches of this place saw between two moments, request by request, with the deployment that was watched. */
export async function listWatched(
  db: Db,
  { service, environment }: Place,
  { from, to }: { from: Date; to: Date },
): Promise<{ at: Date; isError: boolean; deployment: number }[]> {
  const rows = await db
    .selectFrom('watch_samples')
    .innerJoin('deployments', 'deployments.id', 'watch_samples.deployment_id')
    .select(['watch_samples.at', 'watch_samples.is_error', 'deployments.id'])
    .where('deployments.service', '=', service)
    .where('deployments.environment', '=', environment)
    .where('watch_samples.at', '>=', from)
    .where('watch_samples.at', '<=', to)
    .orderBy('watch_samples.at')
    .execute()
  return rows.map(({ at, is_error, id }) => ({ at, isError: is_error, deployment: id }))
}
