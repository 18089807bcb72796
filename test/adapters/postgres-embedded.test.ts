import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openCluster } from '../../src/adapters/postgres/cluster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts'
import { findInstallation } from '../../src/adapters/postgres/installation.ts'
import { stopServer } from '../../src/adapters/postgres/server.ts'
import { StartupError } from '../../src/domain/errors.ts'
import { fastFolder } from '../fast-folder.ts'
import { silentLog } from '../silent-log.ts'
import { type Child, startChild } from './child.ts'

let outer: string
let folder: string
let servers: EmbeddedPostgres[]
let bots: Child[]

beforeEach(async () => {
  outer = await fastFolder('embedded')
  folder = join(outer, '.pilothouse', 'postgres')
  servers = []
  bots = []
})

afterEach(async () => {
  for (const bot of bots) await bot.kill('SIGKILL')
  for (const server of servers) await server.stop()
  await endOrphan()
  await rm(outer, { recursive: true, force: true })
})

/** A killed bot leaves its server running, as it should. */
async function endOrphan(): Promise<void> {
  const pid = await postmaster().catch(() => undefined)
  if (pid !== undefined && pid !== process.pid) process.kill(pid, 'SIGQUIT')
}

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder, log: silentLog, fsync: false })
  servers.push(server)
  return server
}

async function stop(server: EmbeddedPostgres): Promise<void> {
  servers.splice(servers.indexOf(server), 1)
  await server.stop()
}

async function startBot(): Promise<{ bot: Child; url: string }> {
  const bot = startChild('embedded-bot.ts', folder)
  bots.push(bot)
  return { bot, url: (await bot.says('ready')).slice('ready '.length) }
}

async function ask(url: string, sql: string): Promise<Record<string, unknown> | undefined> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows?.[0]
  } finally {
    await client.end()
  }
}

async function postmaster(): Promise<number> {
  return Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

test('a first start makes a database, and a later one finds its rows', async () => {
  const first = await start()
  await ask(first.url, 'create table kept as select 41 + 1 answer')
  await stop(first)
  const second = await start()
  expect(await ask(second.url, 'select answer from kept')).toEqual({ answer: 42 })
})

test('the server listens on no network, with a random password that only its owner can read', async () => {
  const { url } = await start()
  expect(await ask(url, 'show listen_addresses')).toEqual({ listen_addresses: '' })
  expect(new URL(url).password).toHaveLength(32)
  expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600)
  const guess = new URL(url)
  guess.password = 'guess'
  await expect(ask(guess.href, 'select 1')).rejects.toThrow(/password authentication failed/)
})

test('data is written through to the disk unless that is switched off', async () => {
  const { url } = await startBot()
  expect(
    await ask(url, "select current_setting('fsync') fsync, current_setting('full_page_writes') pages"),
  ).toEqual({
    fsync: 'on',
    pages: 'on',
  })
})

test('after kill -9 of the bot its server is used again, and ends with the next bot', async () => {
  const { bot, url } = await startBot()
  await ask(url, 'create table kept as select 1 answer')
  const before = await postmaster()
  await bot.kill('SIGKILL')
  const startedAt = performance.now()
  const server = await start()
  expect(performance.now() - startedAt).toBeLessThan(2000)
  expect(await postmaster()).toBe(before)
  expect(await ask(server.url, 'select answer from kept')).toEqual({ answer: 1 })
  await stop(server)
  await expect(postmaster()).rejects.toThrow(/ENOENT/)
})

test('after kill -9 of bot and server together the committed rows are there', async () => {
  const { bot, url } = await startBot()
  await ask(url, 'create table kept as select 1 answer')
  process.kill(await postmaster(), 'SIGKILL')
  await bot.kill('SIGKILL')
  expect(await ask((await start()).url, 'select answer from kept')).toEqual({ answer: 1 })
})

test('a second bot on the same folder is told who has it', async () => {
  const { bot } = await startBot()
  const refusal = startEmbeddedPostgres({ folder, log: silentLog })
  await expect(refusal).rejects.toThrow(StartupError)
  await expect(refusal).rejects.toThrow(
    `Another Pilothouse (process ${bot.process.pid}) already uses the database in ${folder}.`,
  )
})

test('two bots that start at the same moment on nothing end as one that runs and one that is refused', async () => {
  const results = await Promise.allSettled([start(), startBot()])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = results.find((result) => result.status === 'rejected')
  expect(String(refused?.reason)).toContain('Another Pilothouse')
})

test('a pid file that names another program is no hindrance', async () => {
  await stop(await start())
  await writeFile(join(folder, 'data', 'postmaster.pid'), `${process.pid}\n${folder}\n0\n5432\n/tmp\n`)
  expect(await ask((await start()).url, 'select 1 answer')).toEqual({ answer: 1 })
})

test('a folder of another major version is refused with both versions', async () => {
  await stop(await start())
  await writeFile(join(folder, 'data', 'PG_VERSION'), '16\n')
  await expect(start()).rejects.toThrow(
    /was made by Postgres 16, and the built-in Postgres is 18\. Move the folder/,
  )
})

test('a folder that holds something else is left alone', async () => {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'holiday.jpg'), '')
  await expect(start()).rejects.toThrow(/holds holiday\.jpg and no database of Pilothouse/)
})

test('a server that dies under the bot is started again', async () => {
  const { url } = await start()
  const before = await postmaster()
  process.kill(before, 'SIGKILL')
  await vi.waitFor(async () => expect(await postmaster()).not.toBe(before), { timeout: 10_000, interval: 20 })
  await vi.waitFor(() => ask(url, 'select 1'), { timeout: 10_000, interval: 20 })
})

test('stopping a server that does not run is no error', async () => {
  const cluster = await openCluster(folder, await findInstallation(() => {}))
  await expect(stopServer(cluster)).resolves.toBeUndefined()
})

test.runIf(process.getuid?.() === 0)(
  'root keeps the data where Postgres can reach it when the folder is closed',
  async () => {
    await chmod(outer, 0o700)
    const server = await startEmbeddedPostgres({ folder, log: silentLog, fsync: false, persistent: false })
    servers.push(server)
    expect(await ask(server.url, 'select 1 answer')).toEqual({ answer: 1 })
  },
)
