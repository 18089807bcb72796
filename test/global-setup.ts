import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startBoss } from '../src/adapters/jobs/boss.ts'
import { connect } from '../src/adapters/postgres/connect.ts'
import { startEmbeddedPostgres } from '../src/adapters/postgres/embedded.ts'
import { migrate } from '../src/adapters/postgres/migrate.ts'
import { silentLog } from './silent-log.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** One server for the whole run; take databases of it with `freshDatabase`. */
    postgresUrl: string
  }
}

/** Starts one Postgres for all test files, with a template that every fresh database is a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await fastFolder(), 'pilothouse-test-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    log: silentLog,
    fsync: false,
    persistent: false,
  })
  await fillTemplate(server.url)
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A copy of the template is 430 new files: 20 ms in memory, and up to 500 on a busy disk. */
async function fastFolder(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => undefined)
  return memory && memory.bavail * memory.bsize > 2e9 ? '/dev/shm' : tmpdir()
}

async function fillTemplate(serverUrl: string): Promise<void> {
  const server = await connect(serverUrl, silentLog)
  await server.pool.query('create database template_pilothouse')
  await server.close()
  const url = new URL(serverUrl)
  url.pathname = '/template_pilothouse'
  const template = await connect(url.href, silentLog)
  await migrate(template.pool, silentLog)
  const boss = await startBoss({ url: url.href, pool: template.pool, log: silentLog, isScheduling: false })
  await boss.stop({ graceful: false })
  await template.close()
}
