import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { Pool, PoolClient } from 'pg'
import { StartupError } from '../../domain/errors.ts'
import type { Log } from '../../ports.ts'
import { underStartupLock } from './startup-lock.ts'

type Migration = { version: number; name: string; sql: string; checksum: string }
type Applied = { version: number; name: string; checksum: string }

const ourFolder = new URL('../../migrations/', import.meta.url)

/**
 * Brings the database to the shape this code knows: the files `0001_name.sql` of `folder` in order, each in one
 * transaction with the row that remembers it. Replicas may start at the same moment. Throws StartupError where an
 * applied file was changed since, or a newer Pilothouse has been here.
 */
export async function migrate(pool: Pool, log: Log, folder: URL = ourFolder): Promise<void> {
  const migrations = await readMigrations(folder)
  await underStartupLock(pool, async () => {
    const applied = await readApplied(pool)
    refuseUnknown(applied, migrations)
    for (const migration of migrations.filter(({ version }) => !applied.has(version))) {
      await apply(pool, migration)
      log.info({ migration: migration.name }, 'Changed the database')
    }
  })
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { version: Number(name.slice(0, 4)), name: name.replace(/\.sql$/, ''), sql, checksum }
    }),
  )
}

async function readApplied(pool: Pool): Promise<Map<number, Applied>> {
  await pool.query(`create table if not exists pilothouse_migrations (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`)
  const { rows } = await pool.query<Applied>('select version, name, checksum from pilothouse_migrations')
  return new Map(rows.map((row) => [row.version, row]))
}

function refuseUnknown(applied: Map<number, Applied>, migrations: Migration[]): void {
  const ours = new Map(migrations.map((migration) => [migration.version, migration]))
  for (const { version, name, checksum } of applied.values()) {
    const known = ours.get(version)
    if (!known) {
      throw new StartupError(
        `The database was already used by a newer Pilothouse (it has ${name}, this one knows up to ${migrations.at(-1)?.name}). Start the newer one, or set DATABASE_URL to another database.`,
      )
    }
    if (known.checksum !== checksum) {
      throw new StartupError(
        `The file src/migrations/${known.name}.sql was changed after it had been applied to this database. Restore it, and put the change into a new file.`,
      )
    }
  }
}

async function apply(pool: Pool, migration: Migration): Promise<void> {
  const client = await pool.connect()
  client.on('error', ignore)
  let failure: Error | undefined
  try {
    await runInTransaction(client, migration)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    failure = new StartupError(
      `The database could not be changed by src/migrations/${migration.name}.sql: ${said}. Nothing of that file was kept.`,
      error,
    )
    throw failure
  } finally {
    // The next migration gets the same connection.
    client.off('error', ignore)
    client.release(failure)
  }
}

/** A connection that breaks makes its query fail, which is told. */
const ignore = () => {}

async function runInTransaction(
  client: PoolClient,
  { version, name, checksum, sql }: Migration,
): Promise<void> {
  await client.query('begin; set local statement_timeout = 0')
  await client.query(sql)
  await client.query('insert into pilothouse_migrations (version, name, checksum) values ($1, $2, $3)', [
    version,
    name,
    checksum,
  ])
  await client.query('commit')
}
