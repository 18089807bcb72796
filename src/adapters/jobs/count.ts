import type { Pool } from 'pg'
import { z } from 'zod'
import { deadLetterQueue, schema, workQueues } from './queues.ts'

/** Jobs of one queue: due now, ordered for later, being done, and laid aside. */
export type JobCounts = { queue: string; due: number; later: number; running: number; dead: number }

const rows = z.array(z.object({ name: z.string(), due: z.int(), later: z.int(), running: z.int() }))

export async function countJobs(pool: Pool): Promise<JobCounts[]> {
  const found = await pool.query(
    `select name,
       (count(*) filter (where state < 'active' and start_after <= now()))::int due,
       (count(*) filter (where state < 'active' and start_after > now()))::int later,
       (count(*) filter (where state = 'active'))::int running
     from ${schema}.job where name = any($1) and state <= 'active' group by name`,
    [workQueues.flatMap((queue) => [queue, deadLetterQueue(queue)])],
  )
  const byName = new Map(rows.parse(found.rows).map((row) => [row.name, row]))
  return workQueues.map((queue) => {
    const { due = 0, later = 0, running = 0 } = byName.get(queue) ?? {}
    return { queue, due, later, running, dead: byName.get(deadLetterQueue(queue))?.due ?? 0 }
  })
}
