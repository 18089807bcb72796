import type { GivenUp } from '../../domain/status/queue.ts'
import type { Db } from '../tables.ts'

/** The acts that failed since, the newest first. */
export async function listFailedActs(db: Db, since: Date, limit: number): Promise<GivenUp[]> {
  const rows = await db
    .selectFrom('acts')
    .select(['subject', 'name', 'reason', 'finished_at', 'intended_at'])
    .where('state', '=', 'failed')
    .where('finished_at', '>=', since)
    .orderBy('finished_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...{ subject: row.subject, what: row.name, at: row.finished_at ?? row.intended_at },
    why: row.reason ?? 'No reason was recorded.',
  }))
}

/** The messages ordered since that Slack refused for good, the newest first. */
export async function listUndelivered(db: Db, since: Date, limit: number): Promise<GivenUp[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['subject', 'purpose', 'failed_because', 'created_at'])
    .where('failed_because', 'is not', null)
    .where('created_at', '>=', since)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...{ subject: row.subject, what: row.purpose, at: row.created_at },
    why: row.failed_because ?? '',
  }))
}
