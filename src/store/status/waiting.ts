import { type SqlBool, sql } from 'kysely'
import type { RoleOffer } from '../../domain/incident/role.ts'
import type { Task } from '../../domain/incident/task.ts'
import type { UserId } from '../../domain/people.ts'
import type { WaitingForYou } from '../../domain/status/waiting.ts'
import { offerFromRow } from '../incident/roles.ts'
import { taskFromRow } from '../incident/tasks.ts'
import type { Db } from '../tables.ts'

const most = 20

/** The open tasks of a person, by date; those without one last. */
export async function tasksOf(db: Db, user: UserId): Promise<Task[]> {
  const rows = await db
    .selectFrom('tasks')
    .selectAll()
    .where('owner', '=', user)
    .where('state', '=', 'open')
    .orderBy('due_on', (by) => by.asc().nullsLast())
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(taskFromRow)
}

/** The roles that a person was asked to take and has not answered. */
export async function offersTo(db: Db, user: UserId, now: Date): Promise<RoleOffer[]> {
  const rows = await db
    .selectFrom('role_offers')
    .selectAll()
    .where('offered_to', '=', user)
    .where('state', '=', 'open')
    .where('expires_at', '>', now)
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(offerFromRow)
}

/** What a person was paged about and nobody takes care of yet, the newest page of each. */
export async function pagesTo(db: Db, user: UserId): Promise<WaitingForYou['pages']> {
  const rows = await db
    .selectFrom('pages')
    .distinctOn('subject')
    .select(['subject', 'because', 'at'])
    .where('state', '=', 'sent')
    .where(sql<SqlBool>`people @> ${JSON.stringify([user])}::jsonb`)
    .orderBy('subject')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.flatMap(({ subject, because, at }) => {
    const [about, id] = subject.split(':')
    return about === 'incident' || about === 'alert' ? [{ about, id: Number(id), because, at }] : []
  })
}

/** The post-mortems of incidents that a person led which are not reviewed yet. */
export async function reviewsOf(db: Db, user: UserId): Promise<WaitingForYou['reviews']> {
  return await db
    .selectFrom('postmortems')
    .innerJoin('incidents', 'incidents.id', 'postmortems.incident_id')
    .select(['incident_id as incidentId', 'review_at as at'])
    .where('incidents.commander', '=', user)
    .where('incidents.state', '=', 'postmortem')
    .where('reviewed_at', 'is', null)
    .orderBy('review_at')
    .limit(most)
    .execute()
}
