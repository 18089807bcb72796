import type { Pool } from 'pg'
import { PgBoss } from 'pg-boss'
import type { Log } from '../../ports.ts'
import { underStartupLock } from '../postgres/startup-lock.ts'
import { openQueues, schema } from './queues.ts'

export type BossOptions = {
  url: string
  /** For what is ours to ask; pg-boss has connections of its own. */
  pool: Pool
  log: Log
  /** A replica that is silent this long is dead, and its work is given to another. 6 unless given. */
  heartbeatSeconds?: number | undefined
  /** How many ids of one queue this replica works on at once. */
  concurrency?: number | undefined
  /** False: only what is asked for runs, and nothing by the clock. */
  isScheduling?: boolean
}

/** Handed on to pg's pool; the timeout ends the wait on a connection that was cut without a word. */
const connection = {
  application_name: 'pilothouse jobs',
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 10_000,
  query_timeout: 35_000,
}

/** Beside one for each worker of a queue, though none holds one while it works: for notifications and upkeep. */
const spareConnections = 2

const quietMs = 30_000

export const defaultHeartbeatSeconds = 6
export const defaultConcurrency = 4

/** Starts pg-boss with its schema and queues in place. Replicas may start at the same moment. */
export async function startBoss(options: BossOptions) {
  const { url, pool, log, isScheduling = true } = options
  const { heartbeatSeconds = defaultHeartbeatSeconds, concurrency = defaultConcurrency } = options
  const boss = new PgBoss({
    ...connection,
    connectionString: url,
    max: concurrency + spareConnections,
    schema,
    useListenNotify: true,
    schedule: isScheduling,
    // The lookout asks for supervision as soon as a replica has died; this is how often that may be.
    monitorIntervalSeconds: 1,
    maintenanceIntervalSeconds: 300,
    flowIntervalSeconds: 3600,
    monitorVacuum: false,
  })
  reportTrouble(boss, log)
  await underStartupLock(pool, async () => {
    await boss.start()
    await openQueues(boss, pool, heartbeatSeconds)
  })
  return boss
}

/** While the database is away, every worker fails every second: one line in 30 seconds says enough. */
function reportTrouble(boss: PgBoss, log: Log): void {
  let saidAt = Number.NEGATIVE_INFINITY
  boss.on('error', (error) => {
    if (performance.now() - saidAt < quietMs) return
    saidAt = performance.now()
    log.error({ err: error }, 'The job queue has trouble; it goes on trying')
  })
  boss.on('warning', ({ message, data }) => log.warn({ data }, message))
}
