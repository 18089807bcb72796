import type { Db } from './tables.ts'

/** Keeps what people and user groups are called now. */
export async function rememberNames(db: Db, names: ReadonlyMap<string, string>, at: Date): Promise<void> {
  if (names.size === 0) return
  await db
    .insertInto('known_names')
    .values([...names].map(([id, name]) => ({ id, name, at })))
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({ name: eb.ref('excluded.name'), at: eb.ref('excluded.at') })),
    )
    .execute()
}

/** What they were called when Slack last said so. */
export async function knownNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('known_names').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
