import pg from 'pg'
import type { Exclusive, Log } from '../../ports.ts'

/**
 * Locks that are shared by all replicas and end with the process that holds them, because they belong to its database
 * session. Within the process a name is held once, too. Where the database goes away, every hold ends.
 */
export function createExclusive(url: string, log: Log): { exclusive: Exclusive; close(): Promise<void> } {
  // One connection that is never given up while it lives: the session is the holder.
  const session = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    application_name: 'pilothouse locks',
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  })
  session.on('error', (error) =>
    log.warn({ err: error }, 'Lost the database connection that holds the locks'),
  )
  const held = new Set<string>()
  const exclusive: Exclusive = async (name, work) => {
    if (held.has(name)) return false
    held.add(name)
    try {
      if (!(await ask(session, 'pg_try_advisory_lock', name))) return false
      await work().finally(() => giveBack(session, name, log))
      return true
    } finally {
      held.delete(name)
    }
  }
  return { exclusive, close: () => session.end() }
}

async function ask(session: pg.Pool, call: 'pg_try_advisory_lock' | 'pg_advisory_unlock', name: string) {
  const sql = `select ${call}(hashtextextended($1, 0)) answer`
  const { rows } = await session.query<{ answer: boolean }>(sql, [name])
  return rows[0]?.answer === true
}

async function giveBack(session: pg.Pool, name: string, log: Log): Promise<void> {
  try {
    await ask(session, 'pg_advisory_unlock', name)
  } catch (error) {
    log.warn({ err: error, name }, 'A lock could not be given back; it ends with its database session')
  }
}
