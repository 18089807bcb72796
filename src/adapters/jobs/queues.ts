import type { Pool } from 'pg'
import type { fromKysely, PgBoss, QueueOptions, QueueResult } from 'pg-boss'
import type { Queue } from '../../ports.ts'

export const workQueues = [
  'advance-deployment',
  'advance-incident',
  'run-errands',
  'advance-operation',
  'advance-alert',
  'advance-diagnostic',
  'run-checks',
  'judge-rules',
  'measure',
  'read-posts',
  'deliver',
] as const satisfies readonly Queue[]
export const sweepQueue = 'sweep'
export const schema = 'pgboss'

/** Attempts before a job is laid into its dead-letter queue: with the delays below, about 25 minutes. */
export const retryLimit = 30

const retries = { retryLimit, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 }
/** `expireInSeconds` ends the wait for work that hangs; finished jobs are only kept to be looked at. */
const lifetime = { expireInSeconds: 300, deleteAfterSeconds: 600 }

export function deadLetterQueue(queue: Queue): string {
  return `${queue}-dead`
}

type Settings = QueueOptions & Pick<QueueResult, 'deadLetter' | 'notify'>
type Wanted = { name: string; settings: Settings; policy?: 'exclusive' }

/** A dead-letter queue stands before the one that names it. */
const wantedQueues: Wanted[] = [
  ...workQueues.flatMap((name): Wanted[] => {
    const deadLetter = deadLetterQueue(name)
    return [
      { name: deadLetter, settings: { deleteAfterSeconds: 0 } },
      { name, settings: { ...retries, ...lifetime, deadLetter, notify: true } },
    ]
  }),
  { name: sweepQueue, settings: { ...lifetime, retryLimit: 0, notify: true }, policy: 'exclusive' },
]

/** Makes the queues, or brings them to what is written here. `heartbeatSeconds` is the silence that means death. */
export async function openQueues(boss: PgBoss, pool: Pool, heartbeatSeconds: number): Promise<void> {
  const found = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  for (const { name, settings, ...policy } of wantedQueues) {
    const queue = found.get(name)
    if (!queue) await boss.createQueue(name, { ...settings, ...policy })
    else if (!isSetSo(queue, settings)) await boss.updateQueue(name, settings)
  }
  const beating = [...workQueues, sweepQueue]
  if (beating.every((name) => found.get(name)?.heartbeatSeconds === heartbeatSeconds)) return
  // pg-boss asks for at least 10 seconds, which makes a takeover last 15.
  await pool.query(`update ${schema}.queue set heartbeat_seconds = $1 where name = any($2)`, [
    heartbeatSeconds,
    beating,
  ])
}

/** Queues that are as they should be are left alone: each change takes a lock that replicas share. */
const isSetSo = (queue: QueueResult, settings: Settings): boolean =>
  Object.entries(settings).every(([name, value]) => queue[name as keyof Settings] === value)

/** How much earlier, and how much later, another call may come and still be the same: work makes up for this much. */
const [earlierSeconds, laterSeconds] = [0.2, 0.1]

/** True where a call for this id waits already for about that time. */
export async function isOrdered(
  db: ReturnType<typeof fromKysely>,
  { queue, id, seconds }: { queue: Queue; id: string; seconds: number },
): Promise<boolean> {
  const { rows } = await db.executeSql(
    `select 1 from ${schema}.job
     where name = $1 and group_id = $2 and state < 'active' and not blocked and start_after > now()
       and start_after - now() between make_interval(secs => $3) and make_interval(secs => $4)
     limit 1`,
    [queue, id, Math.max(0, seconds - earlierSeconds), seconds + laterSeconds],
  )
  return rows.length > 0
}

/** True where no job is running or due. Jobs for later, and those that wait for their next attempt, don't count. */
export async function nothingIsDue(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ idle: boolean }>(
    `select not exists (
       select from ${schema}.job
       where name = any($1) and (state = 'active' or (state in ('created', 'retry') and start_after <= now()))
     ) idle`,
    [[...workQueues, sweepQueue]],
  )
  return rows[0]?.idle === true
}

/** How many jobs are due, and how many were laid aside after too many attempts. */
export async function backlog(pool: Pool): Promise<{ due: number; deadLetters: number }> {
  const { rows } = await pool.query<{ due: number; dead: number }>(
    `select (select count(*)::int from ${schema}.job
             where name = any($1) and state in ('created', 'retry') and start_after <= now()) due,
            (select count(*)::int from ${schema}.job where name = any($2) and state < 'active') dead`,
    [[...workQueues], workQueues.map(deadLetterQueue)],
  )
  return { due: rows[0]?.due ?? 0, deadLetters: rows[0]?.dead ?? 0 }
}
