import { sql } from 'kysely'
import type { Db, Row } from './tables.ts'

/** A function's bytes with how it was deployed, as the provider gave both. */
export type KeptBody = { was: object; contentType: string; bytes: Uint8Array }

type Version = { project: string; slug: string; hash: string }

/** Keeps a function's bytes under their hash; keeping them twice changes nothing. */
export async function keepBody(db: Db, version: Version, body: KeptBody, at: Date): Promise<void> {
  await db
    .insertInto('function_bodies')
    .values({
      ...version,
      was: JSON.stringify(body.was),
      content_type: body.contentType,
      bytes: Buffer.from(body.bytes),
      taken_at: at,
    })
    .onConflict((conflict) => conflict.columns(['project', 'slug', 'hash']).doNothing())
    .execute()
}

/** The bytes of one version, or null where they were never kept. */
export async function findBody(db: Db, { project, slug, hash }: Version): Promise<KeptBody | null> {
  const row = await db
    .selectFrom('function_bodies')
    .selectAll()
    .where('project', '=', project)
    .where('slug', '=', slug)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row ? keptBody(row) : null
}

/** The bytes of a version whose hash the provider never told, or null where they were never kept. */
export async function findBodyOfVersion(
  db: Db,
  { project, slug, version }: { project: string; slug: string; version: number },
): Promise<KeptBody | null> {
  const row = await db
    .selectFrom('function_bodies')
    .selectAll()
    .where('project', '=', project)
    .where('slug', '=', slug)
    .where(sql<string>`was ->> 'version'`, '=', String(version))
    .orderBy('taken_at', 'desc')
    .executeTakeFirst()
  return row ? keptBody(row) : null
}

const keptBody = (row: Row<'function_bodies'>): KeptBody => ({
  was: row.was,
  contentType: row.content_type,
  bytes: row.bytes,
})
