import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Log } from '../../ports.ts'
import type { Db, Tables } from '../../store/tables.ts'
import { describeConnectError, parseDatabaseUrl } from './connect-errors.ts'
import { refuseTransactionPooler } from './transaction-pooler.ts'
import { refuseOldPostgres } from './version.ts'

export type Connection = { pool: pg.Pool; db: Db; close(): Promise<void> }

const connectTimeoutMs = 10_000
const statementTimeoutMs = 30_000

/**
 * Connects, and checks that this Postgres can carry the bot: version 15 or newer, and sessions that stay ours. Throws
 * StartupError with one sentence that never contains the password.
 *
 * Rows come with `bigint` as number and `timestamptz` as Date. A statement may take 30 s, and a transaction may be
 * idle for 60 s.
 */
export async function connect(url: string, log: Log): Promise<Connection> {
  const address = parseDatabaseUrl(url)
  const pool = openPool(url, log)
  try {
    await refuseOldPostgres(pool, address)
    await refuseTransactionPooler(pool, address)
  } catch (error) {
    await pool.end()
    throw describeConnectError(error, address)
  }
  return {
    pool,
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    close: async () => {
      if (!pool.ended) await pool.end()
    },
  }
}

function openPool(url: string, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: 'pilothouse',
    connectionTimeoutMillis: connectTimeoutMs,
    // Ours, not the server's: it also ends the wait on a connection that was cut without a word.
    query_timeout: statementTimeoutMs + 5000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: numbersForBigints(),
    // Not as startup parameters, which session poolers refuse.
    onConnect: (client) =>
      client.query(
        `set statement_timeout = ${statementTimeoutMs}; set idle_in_transaction_session_timeout = 60000`,
      ),
  })
  // Without a listener, one lost idle connection would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'Lost a database connection'))
  // The same for one that is lent out, between two statements of a transaction: the next statement fails and says why.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

function numbersForBigints(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  return types
}
