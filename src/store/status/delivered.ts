import { sql } from 'kysely'
import { z } from 'zod'
import type { Period } from '../../domain/period.ts'
import type { Delivered } from '../../domain/status/delivery.ts'
import type { Db } from '../tables.ts'

const commits = z.array(z.object({ at: z.coerce.date() })).catch([])

/** The deployments to these environments that visitors saw and that ended in the period, in that order. */
export async function listDelivered(
  db: Db,
  environments: readonly string[],
  { from, until }: Period,
): Promise<Delivered[]> {
  if (environments.length === 0) return []
  const rows = await db
    .selectFrom('deployments')
    .select(['service', 'environment', 'purpose', 'state', 'since'])
    .select(sql<unknown>`plan->'facts'->'commits'`.as('commits'))
    .where('environment', 'in', environments)
    .where('state', 'in', ['verified', 'rolled-back', 'failed'])
    .where('started_at', 'is not', null)
    .where('since', '>=', from)
    .where('since', '<', until)
    .orderBy('since')
    .orderBy('id')
    .execute()
  return rows.map(({ state, since, ...row }) => ({
    ...{ service: row.service, environment: row.environment, purpose: row.purpose },
    ...{ isVerified: state === 'verified', endedAt: since },
    commits: commits.parse(row.commits).map(({ at }) => at),
  }))
}
