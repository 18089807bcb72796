import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Connection, connect } from '../../src/adapters/postgres/connect.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { emptyDatabase, type FreshDatabase } from '../postgres.ts'
import { silentLog } from '../silent-log.ts'

let database: FreshDatabase
let connection: Connection
let folder: string

beforeEach(async () => {
  database = await emptyDatabase()
  connection = await connect(database.url, silentLog)
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
})

afterEach(async () => {
  await connection.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function migrateWith(files: Record<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql)
  await migrate(connection.pool, silentLog, pathToFileURL(`${folder}/`))
}

async function names(): Promise<string[]> {
  const { rows } = await connection.pool.query<{ name: string }>(
    'select name from pilothouse_migrations order by 1',
  )
  return rows.map(({ name }) => name)
}

const first = { '0001_ships.sql': 'create table ships (id int)' }

test('files are run in order, once, and later ones are added', async () => {
  await migrateWith({ '0002_names.sql': 'alter table ships add name text', ...first })
  await migrateWith({
    '0002_names.sql': 'alter table ships add name text',
    ...first,
    '0003_ports.sql': 'create table ports (id int)',
  })
  expect(await names()).toEqual(['0001_ships', '0002_names', '0003_ports'])
})

test('a file that fails leaves nothing of itself, and says why', async () => {
  const broken = { ...first, '0002_broken.sql': 'create table half (id int); alter table nowhere add x int' }
  await expect(migrateWith(broken)).rejects.toThrow(
    'The database could not be changed by src/migrations/0002_broken.sql: relation "nowhere" does not exist. Nothing of that file was kept.',
  )
  expect(await names()).toEqual(['0001_ships'])
  expect((await connection.pool.query("select to_regclass('half') half")).rows).toEqual([{ half: null }])
  await migrateWith({ ...first, '0002_broken.sql': 'create table whole (id int)' })
  expect(await names()).toEqual(['0001_ships', '0002_broken'])
})

test('a file that was changed after it was applied is refused', async () => {
  await migrateWith(first)
  await expect(migrateWith({ '0001_ships.sql': 'create table boats (id int)' })).rejects.toThrow(
    'The file src/migrations/0001_ships.sql was changed after it had been applied to this database. Restore it',
  )
})

test('other line endings are no change', async () => {
  await migrateWith({ '0001_ships.sql': 'create table ships (\n  id int\n)' })
  await migrateWith({ '0001_ships.sql': 'create table ships (\r\n  id int\r\n)' })
  expect(await names()).toEqual(['0001_ships'])
})

test('a database that a newer Pilothouse has used is refused', async () => {
  await migrateWith({ ...first, '0002_names.sql': 'alter table ships add name text' })
  await expect(migrateWith(first)).rejects.toThrow(
    'The database was already used by a newer Pilothouse (it has 0002_names, this one knows up to 0001_ships).',
  )
})

test('our own migrations fit an empty database, and replicas may run them at the same moment', async () => {
  const replicas = await Promise.all([1, 2].map(() => connect(database.url, silentLog)))
  await Promise.all([connection, ...replicas].map(({ pool }) => migrate(pool, silentLog)))
  await Promise.all(replicas.map((replica) => replica.close()))
  expect(await connection.db.selectFrom('deployments').selectAll().execute()).toEqual([])
})
