import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../tables.ts'

const looked = z.object({
  version: z.string(),
  at: z.date(),
  migrations: z.number(),
  newest: z.string(),
  replicas: z.number(),
})

/** What Pilothouse's own database is, what time it has, and how many replicas are connected to it. */
export async function lookAtDatabase(db: Db): Promise<z.infer<typeof looked>> {
  const { rows } = await sql`
    select current_setting('server_version') version, clock_timestamp() at, m.migrations, m.newest,
      (select count(distinct pid)::int from pg_stat_activity
       where datname = current_database() and application_name = 'pilothouse locks') replicas
    from (select count(*)::int migrations, max(name) newest from pilothouse_migrations) m`.execute(db)
  return looked.parse(rows[0])
}
