import type { Pool } from 'pg'
import { schema, workQueues } from './queues.ts'

const patienceSeconds = 60

/** A sentence where work that was due has waited for over a minute: then no replica is doing any. */
export async function overdueWork(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ waiting: number }>(
    `select count(*)::int waiting from ${schema}.job
     where name = any($1) and state in ('created', 'retry') and start_after < now() - make_interval(secs => $2)`,
    [workQueues, patienceSeconds],
  )
  const waiting = rows[0]?.waiting ?? 0
  return waiting > 0
    ? `${waiting} jobs have been due for over ${patienceSeconds} s and nobody does them.`
    : undefined
}
