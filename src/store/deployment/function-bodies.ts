import type { Db, Row } from '../tables.ts'

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

/** Notes which bytes ran as a version. A number that is given anew, after a deletion, means the newest bytes. */
export async function keepVersion(
  db: Db,
  { project, slug, version, hash }: Version & { version: number },
  at: Date,
): Promise<void> {
  await db
    .insertInto('function_versions')
    .values({ project, slug, version, hash, seen_at: at })
    .onConflict((conflict) =>
      conflict.columns(['project', 'slug', 'version']).doUpdateSet({ hash, seen_at: at }),
    )
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
  const known = await db
    .selectFrom('function_versions')
    .select('hash')
    .where('project', '=', project)
    .where('slug', '=', slug)
    .where('version', '=', version)
    .executeTakeFirst()
  return known ? await findBody(db, { project, slug, hash: known.hash }) : null
}

const keptBody = (row: Row<'function_bodies'>): KeptBody => ({
  was: row.was,
  contentType: row.content_type,
  bytes: row.bytes,
})
