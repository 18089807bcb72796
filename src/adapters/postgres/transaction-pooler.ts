import type { Pool, PoolClient } from 'pg'
import { StartupError } from '../../domain/errors.ts'
import type { Address } from './connect-errors.ts'

/** Where Supabase's transaction pooler listens; 5432 on the same host is its session pooler. */
const supabaseTransactionPort = '6543'

/**
 * Throws StartupError where a pooler between us and Postgres gives each transaction another session: LISTEN and
 * advisory locks would be lost without an error. See https://www.pgbouncer.org/features.html
 */
export async function refuseTransactionPooler(pool: Pool, address: Address): Promise<void> {
  if (address.port === supabaseTransactionPort || (await isPooledByTransaction(pool))) {
    throw new StartupError(
      `${address.host}:${address.port} is a transaction pooler, which loses notifications and locks. Set DATABASE_URL to the direct connection or the session pooler (on Supabase: the same host with port 5432).`,
    )
  }
}

/**
 * Two connections of ours take turns. Behind a transaction pooler, the one that holds a transaction open gets the
 * session that the other had a moment ago.
 */
const isPooledByTransaction = (pool: Pool): Promise<boolean> =>
  lent(pool, (first) =>
    lent(pool, async (second) => {
      const before = await session(first)
      await second.query('begin')
      const other = await session(second)
      const after = await session(first)
      await second.query('rollback')
      return other === before || after !== before
    }),
  )

async function lent<Result>(pool: Pool, use: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  return await use(client).finally(() => client.release())
}

async function session(client: PoolClient): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() pid')
  return rows[0]?.pid
}
