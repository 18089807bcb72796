import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { StartupError } from '../../domain/errors.ts'

/** Two 32-bit keys of the advisory lock under which one replica at a time changes the database's shape. */
const key = [0x70696c6f, 2]
const patienceMs = 300_000

/**
 * Runs `work` while no other replica is inside. The lock is asked for again and again instead of waited for: a
 * waiting statement holds a snapshot, and CREATE INDEX CONCURRENTLY waits for every older snapshot, so both would wait
 * for each other for ever. Throws StartupError after 5 minutes.
 */
export async function underStartupLock<Result>(pool: Pool, work: () => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  // A checked-out connection has no listener of the pool, and its loss would end the process.
  client.on('error', () => {})
  let failure: Error | undefined
  try {
    await take(client)
    return await work()
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    // A connection that may still hold the lock is closed, which gives the lock back.
    await client.query('select pg_advisory_unlock($1, $2)', key).catch((error) => (failure ??= error))
    client.release(failure)
  }
}

async function take(client: PoolClient): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) taken', key)
    if (rows[0]?.taken) return
    await sleep(25)
  }
  throw new StartupError(
    'Another Pilothouse has been preparing the same database for 5 minutes. Look at its log, then start this one again.',
  )
}
