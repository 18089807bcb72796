import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import type { TestProject } from 'vitest/node'
import { startBoss } from '../src/adapters/jobs/boss.ts'
import { connect } from '../src/adapters/postgres/connect.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/adapters/postgres/embedded.ts'
import { migrate } from '../src/adapters/postgres/migrate.ts'
import { fillShop } from '../src/sandbox/shop/seed.ts'
import { forgetBundles } from './bundles.ts'
import { fastBase, fastFolder } from './fast-folder.ts'
import { silentLog } from './silent-log.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** One server for the whole run; take databases of it with `freshDatabase`. */
    postgresUrl: string
  }
}

/** Starts one Postgres for all test files, with a template that every fresh database is a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await endLeftovers()
  const folder = await fastFolder(`test-${process.pid}`)
  const server = await startServer(folder)
  const end = async () => {
    await endServer(server, folder)
    await forgetBundles((run) => run === String(process.pid) || isLeftover(run))
  }
  const fill = async () => {
    await makeLoginCheap(server.url)
    await Promise.all([fillTemplate(server.url), fillShopTemplate(server.url)])
  }
  await fill().catch(async (error) => {
    await end()
    throw error
  })
  project.provide('postgresUrl', server.url)
  return end
}

function startServer(folder: string): Promise<EmbeddedPostgres> {
  const place = join(folder, 'postgres')
  return startEmbeddedPostgres({ folder: place, log: silentLog, fsync: false, persistent: false })
}

async function endServer(server: EmbeddedPostgres, folder: string): Promise<void> {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

/** A test run that is killed leaves its server behind. */
async function endLeftovers(): Promise<void> {
  const base = await fastBase()
  const names = (await readdir(base)).filter((name) => isLeftover(/^pilothouse-test-(\d+)-/.exec(name)?.[1]))
  const ends = names.map(async (name) => {
    const folder = join(base, name)
    await endServer(await startServer(folder), folder)
  })
  await Promise.allSettled(ends)
}

function isLeftover(pid: string | undefined): boolean {
  try {
    return pid !== undefined && !process.kill(Number(pid), 0)
  } catch {
    return true
  }
}

/** Each world logs in a dozen times, and a password that withstands guessing costs milliseconds every time. */
async function makeLoginCheap(serverUrl: string): Promise<void> {
  const { username, password } = new URL(serverUrl)
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  const [role, secret] = [escapeIdentifier(username), escapeLiteral(decodeURIComponent(password))]
  await client.query(`set scram_iterations = 1; alter role ${role} password ${secret}`)
  await client.end()
}

/** The shop's database, for worlds that have one. */
const fillShopTemplate = async (serverUrl: string): Promise<void> =>
  await fillShop(await createDatabase(serverUrl, 'template_shop'))

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const server = await connect(serverUrl, silentLog)
  await server.pool.query(`create database ${name} template template0`)
  await server.close()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function fillTemplate(serverUrl: string): Promise<void> {
  const url = await createDatabase(serverUrl, 'template_pilothouse')
  const template = await connect(url, silentLog)
  await migrate(template.pool, silentLog)
  const boss = await startBoss({ url, pool: template.pool, log: silentLog, isScheduling: false })
  await boss.stop({ graceful: false })
  await template.close()
}
