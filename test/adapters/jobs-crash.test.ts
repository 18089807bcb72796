import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { startBoss } from '../../src/adapters/jobs/boss.ts'
import { startJobs } from '../../src/adapters/jobs/start.ts'
import { connect } from '../../src/adapters/postgres/connect.ts'
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { fastFolder } from '../fast-folder.ts'
import { emptyDatabase, freshDatabase } from '../postgres.ts'
import { silentLog } from '../silent-log.ts'
import { type Child, startChild } from './child.ts'

let cleanUps: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp()
  cleanUps = []
})

function startReplica(url: string, mode?: 'hang'): Child {
  const replica = startChild('replica.ts', url, ...(mode ? [mode] : []))
  cleanUps.push(() => replica.kill('SIGKILL'))
  return replica
}

/** Can ask for work, and does none. */
async function startAsking(url: string): Promise<(id: string) => Promise<unknown>> {
  const { pool, close } = await connect(url, silentLog)
  const boss = await startBoss({ url, pool, log: silentLog, isScheduling: false })
  cleanUps.push(close, () => boss.stop({ graceful: false }))
  return (id) => boss.send('deliver', { id }, { group: { id } })
}

function starts(replicas: Child[], id: string): number {
  return replicas.flatMap(({ lines }) => lines.filter((line) => line === `started ${id}`)).length
}

test('three replicas that start at the same moment on an empty database all come up and share the work', async () => {
  for (let round = 0; round < 3; round++) {
    const database = await emptyDatabase()
    cleanUps.push(database.drop)
    const replicas = [1, 2, 3].map(() => startReplica(database.url))
    await Promise.all(replicas.map((replica) => replica.says('ready')))
    const ask = await startAsking(database.url)
    const ids = Array.from({ length: 30 }, (_, index) => `C${index}`)
    await Promise.all(ids.map(ask))
    await vi.waitFor(() => expect(ids.map((id) => starts(replicas, id))).toEqual(ids.map(() => 1)), {
      timeout: 10_000,
      interval: 20,
    })
    await Promise.all(replicas.map((replica) => replica.kill('SIGTERM')))
    expect(replicas.map((replica) => replica.process.exitCode)).toEqual([0, 0, 0])
  }
}, 60_000)

test('the work of a replica killed in the middle is taken over within 15 s', async () => {
  const database = await freshDatabase()
  cleanUps.push(database.drop)
  const ask = await startAsking(database.url)
  const busy = startReplica(database.url, 'hang')
  await busy.says('ready')
  await ask('C1')
  await busy.says('started C1')
  const other = startReplica(database.url)
  await other.says('ready')
  expect(other.lines).not.toContain('started C1')
  const killedAt = performance.now()
  await busy.kill('SIGKILL')
  await other.says('started C1')
  expect(performance.now() - killedAt).toBeLessThan(15_000)
}, 30_000)

test('when the database goes away and comes back, the workers come back by themselves', async () => {
  const outer = await fastFolder('outage')
  cleanUps.push(() => rm(outer, { recursive: true, force: true }))
  const options = { folder: join(outer, 'postgres'), log: silentLog, fsync: false }
  const first = await startEmbeddedPostgres(options)
  const { pool, db, close } = await connect(first.url, silentLog)
  await migrate(pool, silentLog)
  const started: string[] = []
  const worker = async (id: string) => void started.push(id)
  const error = vi.fn()
  const running = await startJobs({
    url: first.url,
    pool,
    log: { ...silentLog, error },
    now: () => new Date(),
    workers: {
      'advance-deployment': worker,
      'advance-incident': worker,
      'run-errands': worker,
      'advance-operation': worker,
      'advance-alert': worker,
      'advance-diagnostic': worker,
      'run-checks': worker,
      'judge-rules': worker,
      measure: worker,
      'read-posts': worker,
      deliver: worker,
    },
    sweep: async () => {},
    isScheduling: false,
  })
  await first.stop()
  await vi.waitFor(() => expect(error).toHaveBeenCalled(), { timeout: 10_000, interval: 20 })
  await expect(pool.query('select 1')).rejects.toThrow()
  const second = await startEmbeddedPostgres(options)
  cleanUps.push(second.stop, close, running.stop)
  await db.transaction().execute((trx) => running.jobs.wake(trx, 'deliver', 'C1'))
  await vi.waitFor(() => expect(started).toEqual(['C1']), { timeout: 10_000, interval: 20 })
}, 30_000)
