import { sql } from 'kysely'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { DeadLetter } from '../../domain/status/queue.ts'
import type { Queue } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { deadLetterQueue, schema, workQueues } from './queues.ts'

const row = z.object({
  name: z.string(),
  of: z.string().nullable(),
  reference: z.string(),
  attempts: z.number().nullable(),
  at: z.date(),
})

const queueOf = new Map<string, Queue>(workQueues.map((queue) => [deadLetterQueue(queue), queue]))

/** The log names a job by the end of its id, and that of a dead letter's is kept as its source. */
const columns = `name, data->>'id' of, right(coalesce(source_id, id)::text, 8) reference,
  source_retry_count + 1 attempts, created_on at`

/** The newest of what was laid aside. */
export async function listDeadLetters(pool: Pool, limit: number): Promise<DeadLetter[]> {
  const { rows } = await pool.query(
    `select ${columns} from ${schema}.job where name = any($1) and state = 'created'
     order by created_on desc limit $2`,
    [[...queueOf.keys()], limit],
  )
  return rows.map((one) => letterFrom(one).letter)
}

/** Takes one out for good, if the caller's transaction commits; null where it is not there any more. */
export async function takeDeadLetter(
  trx: Trx,
  reference: string,
): Promise<{ queue: Queue; letter: DeadLetter } | null> {
  const { rows } = await sql`
    delete from ${sql.raw(`${schema}.job`)}
    where name = any(${[...queueOf.keys()]}) and state = 'created'
      and right(coalesce(source_id, id)::text, 8) = ${reference}
    returning ${sql.raw(columns)}`.execute(trx)
  const [found] = rows
  if (!found) return null
  const { queue, letter } = letterFrom(found)
  return queue ? { queue, letter } : null
}

function letterFrom(found: unknown): { queue: Queue | undefined; letter: DeadLetter } {
  const { name, of, reference, attempts, at } = row.parse(found)
  const queue = queueOf.get(name)
  return {
    queue,
    letter: { reference, work: queue ?? name, of: of ?? 'unknown', attempts: attempts ?? 1, at },
  }
}
