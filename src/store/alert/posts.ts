import { subDays } from 'date-fns/subDays'
import { sql } from 'kysely'
import { startOfPeriod } from '../../domain/check/rollup.ts'
import type { Db, Row, Trx } from '../tables.ts'

export type NewPost = { source: string; body: string; event: string | null; delivery: string | null }
/** What is counted of each hook. `repeated`: kept already. `overflow`: came while too much else did. */
export type HookCount = 'kept' | 'repeated' | 'refused' | 'no-json' | 'overflow' | 'unreadable'
export type Counted = { source: string; what: HookCount; count: number }

/** Keeps posts; those that their source sent before are left out. Returns how many of each source are new. */
export async function insertPosts(
  trx: Trx,
  posts: readonly NewPost[],
  at: Date,
): Promise<Map<string, number>> {
  if (posts.length === 0) return new Map()
  const rows = await trx
    .insertInto('hook_posts')
    .values(posts.map((post) => ({ ...post, received_at: at, state: 'waiting' as const, why: null })))
    .onConflict((conflict) =>
      conflict.columns(['source', 'delivery']).where('delivery', 'is not', null).doNothing(),
    )
    .returning('source')
    .execute()
  const bySource = Map.groupBy(rows, ({ source }) => source)
  return new Map([...bySource].map(([source, { length }]) => [source, length]))
}

/** Adds to what is counted in this hour. */
export async function countPosts(trx: Trx, counted: readonly Counted[], at: Date): Promise<void> {
  for (const one of counted.toSorted((a, b) => (`${a.source}/${a.what}` < `${b.source}/${b.what}` ? -1 : 1)))
    await trx
      .insertInto('hook_counts')
      .values({ ...one, starts_at: startOfPeriod('hour', at), last_at: at })
      .onConflict((conflict) =>
        conflict.columns(['source', 'starts_at', 'what']).doUpdateSet({
          count: sql`hook_counts.count + excluded.count`,
          last_at: at,
        }),
      )
      .execute()
}

/** The oldest posts of a source that nobody has read yet. */
export async function waitingPosts(db: Db, source: string, limit: number): Promise<Row<'hook_posts'>[]> {
  return await db
    .selectFrom('hook_posts')
    .selectAll()
    .where('source', '=', source)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** They were read; their bodies are of no more use. */
export async function markRead(trx: Trx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await trx.updateTable('hook_posts').set({ state: 'read', body: null }).where('id', 'in', ids).execute()
}

/** It stays to be looked at; `body` is what may be seen of it. */
export async function markUnreadable(
  trx: Trx,
  id: number,
  { body, why }: { body: string; why: string },
): Promise<void> {
  await trx.updateTable('hook_posts').set({ state: 'unreadable', body, why }).where('id', '=', id).execute()
}

export type UnreadablePost = {
  id: number
  source: string
  event: string | null
  at: Date
  why: string
  body: string
}

/** What could not be read, the newest first; of one source where it is named. */
export async function listUnreadable(
  db: Db,
  { source, limit }: { source?: string | undefined; limit: number },
): Promise<UnreadablePost[]> {
  let query = db.selectFrom('hook_posts').selectAll().where('state', '=', 'unreadable')
  if (source !== undefined) query = query.where('source', '=', source)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(unreadable)
}

export async function loadUnreadable(db: Db, id: number): Promise<UnreadablePost | null> {
  const row = await db
    .selectFrom('hook_posts')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'unreadable')
    .executeTakeFirst()
  return row ? unreadable(row) : null
}

const unreadable = ({
  id,
  source,
  event,
  received_at: at,
  why,
  body,
}: Row<'hook_posts'>): UnreadablePost => ({
  ...{ id, source, event, at, why: why ?? '', body: body ?? '' },
})

/** What came over each hook since a moment, with when it last did. */
export async function listHookCounts(
  db: Db,
  since: Date,
): Promise<{ source: string; what: string; count: number; lastAt: Date }[]> {
  const rows = await db
    .selectFrom('hook_counts')
    .select(['source', 'what'])
    .select((eb) => [eb.fn.sum<number>('count').as('count'), eb.fn.max('last_at').as('lastAt')])
    .where('starts_at', '>=', startOfPeriod('hour', since))
    .groupBy(['source', 'what'])
    .orderBy('source')
    .orderBy('what')
    .execute()
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }))
}

/** Days for which posts are known, so that a repeated one is; and for which unreadable ones and counts are kept. */
const kept = { read: 7, unreadable: 30, counts: 30 } as const

export async function forgetOldPosts(db: Db, now: Date): Promise<void> {
  for (const state of ['read', 'unreadable'] as const)
    await db
      .deleteFrom('hook_posts')
      .where('state', '=', state)
      .where('received_at', '<', subDays(now, kept[state]))
      .execute()
  await db.deleteFrom('hook_counts').where('starts_at', '<', subDays(now, kept.counts)).execute()
}
