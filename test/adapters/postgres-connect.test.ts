import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Connection, connect } from '../../src/adapters/postgres/connect.ts'
import { describeConnectError, parseDatabaseUrl } from '../../src/adapters/postgres/connect-errors.ts'
import { refuseTransactionPooler } from '../../src/adapters/postgres/transaction-pooler.ts'
import { refuseOldPostgres } from '../../src/adapters/postgres/version.ts'
import { StartupError } from '../../src/domain/errors.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { silentLog } from '../silent-log.ts'
import { startTransactionPooler } from './transaction-pooler.ts'

let database: FreshDatabase
let open: Connection[]

beforeEach(async () => {
  database = await freshDatabase()
  open = []
})

afterEach(async () => {
  for (const connection of open) await connection.close()
  await database.drop()
})

async function connected(log = silentLog): Promise<Connection> {
  const connection = await connect(database.url, log)
  open.push(connection)
  return connection
}

async function refusal(url: string): Promise<string> {
  const error = await connect(url, silentLog).then(
    () => 'connected',
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StartupError)
  return error instanceof Error ? error.message : String(error)
}

function changed(change: (url: URL) => void): string {
  const url = new URL(database.url)
  change(url)
  return url.href
}

test('bigint comes as a number, timestamptz as a Date', async () => {
  const { pool } = await connected()
  const { rows } = await pool.query(
    "select 9007199254740991::int8 big, '2026-01-02T03:04:05Z'::timestamptz at",
  )
  expect(rows[0]).toEqual({ big: Number.MAX_SAFE_INTEGER, at: new Date('2026-01-02T03:04:05Z') })
})

test('a statement ends after 30 s, an idle transaction after 60 s, and both bear our name', async () => {
  const { pool } = await connected()
  const { rows } = await pool.query(`select current_setting('statement_timeout') statement,
    current_setting('idle_in_transaction_session_timeout') idle, current_setting('application_name') name`)
  expect(rows[0]).toEqual({ statement: '30s', idle: '1min', name: 'pilothouse' })
})

test('a lost idle connection is logged, and the next statement works', async () => {
  const warn = vi.fn()
  const { pool } = await connected({ ...silentLog, warn })
  const other = await connected()
  await pool.query('select 1')
  await other.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await vi.waitFor(() => expect(pool.totalCount).toBe(0))
  expect(warn).toHaveBeenCalledWith(expect.anything(), 'Lost a database connection')
  expect((await pool.query('select 1 answer')).rows).toEqual([{ answer: 1 }])
})

test('a wrong password is named as such, and not shown', async () => {
  const sentence = await refusal(changed((url) => (url.password = 'hunter22')))
  expect(sentence).toContain(
    'refused the user "pilothouse" with this password. Correct them in DATABASE_URL.',
  )
  expect(sentence).not.toContain('hunter22')
})

test('a missing database is named', async () => {
  const sentence = await refusal(changed((url) => (url.pathname = '/nowhere')))
  expect(sentence).toContain('has no database "nowhere". Create it, or correct the name')
})

test('a missing socket is named', async () => {
  const sentence = await refusal(changed((url) => url.searchParams.set('host', '/tmp/no-such-folder')))
  expect(sentence).toBe(
    'There is no Postgres socket in /tmp/no-such-folder. Is it running? Check DATABASE_URL.',
  )
})

test('a port where nothing listens is named', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
  expect(await refusal(`postgres://me:secret@127.0.0.1:${port}/mine`)).toBe(
    `Nothing answers at 127.0.0.1:${port}. Is Postgres running there? Check DATABASE_URL.`,
  )
})

test.each(['', 'localhost:5432', 'https://example.com/database', 'mysql://me@there/mine'])(
  'the address %j is refused with an example of a right one',
  async (url) => {
    expect(await refusal(url)).toContain('It should look like postgres://user:password@host:5432/database')
  },
)

test.each([
  [{ code: 'ENOTFOUND' }, 'There is no host named db.example. Correct DATABASE_URL, or check the network.'],
  [{ code: 'ETIMEDOUT' }, 'Postgres at db.example:5432 does not answer. Is a firewall in between'],
  [{ message: 'timeout expired' }, 'Postgres at db.example:5432 does not answer. Is a firewall in between'],
  [{ code: '53300' }, 'Postgres at db.example:5432 has no free connection.'],
  [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'shows a certificate that this machine does not trust.'],
  [{ message: 'The server does not support SSL connections' }, 'does not speak TLS. Remove sslmode'],
  [{ code: 'XX000', message: 'Tenant me:s3cr%t not found' }, "can't be used: Tenant me:… not found."],
])('%j becomes a sentence', (trouble, sentence) => {
  const address = parseDatabaseUrl('postgres://me:s3cr%25t@db.example/mine')
  expect(describeConnectError(Object.assign(new Error(''), trouble), address).message).toContain(sentence)
})

test('the port of a transaction pooler is refused with the one to use', async () => {
  const { pool } = await connected()
  const address = { ...parseDatabaseUrl(database.url), port: '6543' }
  await expect(refuseTransactionPooler(pool, address)).rejects.toThrow(
    'is a transaction pooler, which loses notifications and locks. Set DATABASE_URL to the direct connection or the session pooler (on Supabase: the same host with port 5432).',
  )
})

test('a transaction pooler on another port is found out', async () => {
  const pooler = await startTransactionPooler(database.url)
  try {
    expect(await refusal(pooler.url)).toContain(
      'is a transaction pooler, which loses notifications and locks.',
    )
  } finally {
    await pooler.close()
  }
})

test('Postgres 14 is refused, and 15 is not', async () => {
  const { pool } = await connected()
  await pool.query('create schema old')
  await pool.query(
    "create function old.current_setting(text) returns text language sql as 'select ''140012'''",
  )
  const client = await pool.connect()
  await client.query('set search_path = old, pg_catalog')
  client.release()
  await expect(refuseOldPostgres(pool, { host: 'db.example' })).rejects.toThrow(
    'Postgres at db.example is version 14, and Pilothouse needs 15 or newer.',
  )
})
