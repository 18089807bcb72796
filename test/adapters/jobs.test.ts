import { addHours } from 'date-fns/addHours'
import { addMilliseconds } from 'date-fns/addMilliseconds'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startBoss } from '../../src/adapters/jobs/boss.ts'
import { workQueues } from '../../src/adapters/jobs/queues.ts'
import { type RunningJobs, startJobs } from '../../src/adapters/jobs/start.ts'
import { type Connection, connect } from '../../src/adapters/postgres/connect.ts'
import type { Queue } from '../../src/ports.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { silentLog } from '../silent-log.ts'

const clock = new Date('2026-03-02T09:00:00Z')

let database: FreshDatabase
let connection: Connection
let running: RunningJobs
let started: { queue: Queue; id: string; at: number }[]
let work: (id: string) => Promise<void>
let sweep: () => Promise<void>
const log = { ...silentLog, warn: vi.fn(), error: vi.fn() }

type Workers = Parameters<typeof startJobs>[0]['workers']

beforeEach(async () => {
  database = await freshDatabase()
  connection = await connect(database.url, silentLog)
  started = []
  work = async () => {}
  sweep = async () => {}
  log.warn.mockClear()
  log.error.mockClear()
  const worker = (queue: Queue) => (id: string) => {
    started.push({ queue, id, at: performance.now() })
    return work(id)
  }
  running = await startJobs({
    url: database.url,
    pool: connection.pool,
    log,
    now: () => clock,
    workers: Object.fromEntries(workQueues.map((queue) => [queue, worker(queue)])) as Workers,
    sweep: () => sweep(),
    isScheduling: false,
  })
})

afterEach(async () => {
  await running.stop()
  await connection.close()
  await database.drop()
})

function wake(id: string, at?: Date, queue: Queue = 'deliver'): Promise<void> {
  return connection.db.transaction().execute((trx) => running.jobs.wake(trx, queue, id, at))
}

const ids = (): string[] => started.map(({ id }) => id)

const soon = { timeout: 15_000, interval: 5 }

function hasStarted(id: string, times = 1): Promise<void> {
  return vi.waitFor(() => expect(ids().filter((one) => one === id)).toHaveLength(times), soon)
}

function isIdle(): Promise<void> {
  return vi.waitFor(async () => expect(await running.isIdle()).toBe(true), soon)
}

test('each queue calls its own worker with the id', async () => {
  await wake('7', undefined, 'advance-incident')
  await hasStarted('7')
  await wake('8', undefined, 'advance-deployment')
  await hasStarted('8')
  expect(started.map(({ queue, id }) => [queue, id])).toEqual([
    ['advance-incident', '7'],
    ['advance-deployment', '8'],
  ])
})

test('work starts within a fraction of a second', async () => {
  await wake('first')
  await hasStarted('first')
  const askedAt = performance.now()
  await wake('C1')
  await hasStarted('C1')
  expect(performance.now() - askedAt).toBeLessThan(500)
})

test('a wake-up of a transaction that is rolled back never comes', async () => {
  const failing = connection.db.transaction().execute(async (trx) => {
    await running.jobs.wake(trx, 'deliver', 'undone')
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await wake('done')
  await hasStarted('done')
  await isIdle()
  expect(ids()).toEqual(['done'])
})

test('what is due by the application clock starts at once, however old, and what is not waits', async () => {
  await wake('late', addHours(clock, -5))
  await wake('tomorrow', addHours(clock, 24))
  await hasStarted('late')
  await isIdle()
  expect(ids()).toEqual(['late'])
})

test('a delayed wake-up comes not early, and at most 2 s late', async () => {
  const askedAt = performance.now()
  await wake('delayed', addMilliseconds(clock, 700))
  await hasStarted('delayed')
  const delay = (started[0]?.at ?? 0) - askedAt
  expect(delay).toBeGreaterThan(690)
  expect(delay).toBeLessThan(2700)
})

test('a wake-up that arrives while its id is being worked on comes afterwards', async () => {
  const finish: (() => void)[] = []
  work = () => new Promise((resolve) => finish.push(resolve))
  await wake('C1')
  await hasStarted('C1')
  await wake('C1')
  await wake('C2')
  await hasStarted('C2')
  expect(ids()).toEqual(['C1', 'C2'])
  work = async () => {}
  finish[0]?.()
  await hasStarted('C1', 2)
  finish[1]?.()
})

test('an id that takes its time holds up no other, even with ten more wake-ups waiting', async () => {
  let finish = () => {}
  const slow = new Promise<void>((resolve) => (finish = resolve))
  work = (id) => (id === 'slow' ? slow : Promise.resolve())
  // Workers that look for a job in the same instant may get the same id, so the others come once the first is begun.
  await wake('slow')
  await hasStarted('slow')
  for (let i = 0; i < 10; i++) await wake('slow')
  const askedAt = performance.now()
  for (let i = 0; i < 20; i++) await wake(`quick ${i}`)
  await hasStarted('quick 19')
  expect(performance.now() - askedAt).toBeLessThan(2000)
  expect(ids().filter((id) => id === 'slow')).toHaveLength(1)
  finish()
  await hasStarted('slow', 11)
})

test('two hundred wake-ups of one transaction are worked off without waiting for a poll', async () => {
  await connection.db.transaction().execute(async (trx) => {
    for (let i = 0; i < 200; i++) await running.jobs.wake(trx, 'deliver', `C${i}`)
  })
  const committedAt = performance.now()
  await isIdle()
  expect(new Set(ids()).size).toBe(200)
  expect(performance.now() - committedAt).toBeLessThan(4000)
})

test('work that throws is tried again a second later, and logged with a reference and its cause', async () => {
  const cause = new Error('Slack is away')
  work = () => (started.length === 1 ? Promise.reject(cause) : Promise.resolve())
  await wake('C1')
  await hasStarted('C1', 2)
  expect((started[1]?.at ?? 0) - (started[0]?.at ?? 0)).toBeGreaterThan(900)
  expect(log.warn).toHaveBeenCalledExactlyOnceWith(
    { err: cause, queue: 'deliver', id: 'C1', attempt: 1, reference: expect.stringMatching(/^[0-9a-f]{8}$/) },
    'Work failed and will be tried again',
  )
})

test('what an error says is not stored in the database', async () => {
  work = () => Promise.reject(new Error('token xoxb-secret'))
  await wake('C1')
  await vi.waitFor(() => expect(log.warn).toHaveBeenCalled(), soon)
  await vi.waitFor(async () => {
    const { rows } = await connection.pool.query<{ output: string }>('select output::text from pgboss.job')
    expect(rows[0]?.output).toContain('See the log: reference')
    expect(rows[0]?.output).not.toContain('xoxb')
  }, soon)
})

test('after its last attempt a job lies in the dead letters of its queue', async () => {
  work = () => Promise.reject(new Error('never'))
  await wake('C1')
  await vi.waitFor(() => expect(log.warn).toHaveBeenCalled(), soon)
  await vi.waitFor(async () => {
    const { rowCount } = await connection.pool.query(
      "update pgboss.job set retry_count = retry_limit - 1, start_after = now() where name = 'deliver' and state = 'retry'",
    )
    expect(rowCount).toBe(1)
  }, soon)
  await vi.waitFor(async () => {
    const { rows } = await connection.pool.query("select data from pgboss.job where name = 'deliver-dead'")
    expect(rows).toEqual([{ data: { id: 'C1' } }])
  }, soon)
  expect(log.error).toHaveBeenCalledWith(
    expect.objectContaining({ in: 'deliver-dead', id: 'C1' }),
    'Work failed too often and was laid aside',
  )

  const { jobs } = running
  const [{ reference = '', ...letter } = {}] = await jobs.deadLetters(5)
  expect(letter).toMatchObject({ work: 'deliver', of: 'C1', attempts: 31 })
  expect(log.error.mock.lastCall?.[0]).toMatchObject({ reference })
  const take = () => connection.db.transaction().execute((trx) => jobs.takeDeadLetter(trx, reference))
  expect([await take(), await take()]).toMatchObject([{ queue: 'deliver' }, null])
})

test('idle is false while something runs', async () => {
  let finish = () => {}
  work = () => new Promise((resolve) => (finish = resolve))
  await wake('C1')
  await hasStarted('C1')
  expect(await running.isIdle()).toBe(false)
  finish()
  await isIdle()
})

test('stopping waits for what is running', async () => {
  let isFinished = false
  work = async () => {
    await new Promise((resolve) => setTimeout(resolve, 150))
    isFinished = true
  }
  await wake('C1')
  await hasStarted('C1')
  await running.stop()
  expect(isFinished).toBe(true)
})

test('while a sweep runs, no second one is started', async () => {
  let sweeps = 0
  let finish = () => {}
  sweep = () => {
    sweeps++
    return new Promise((resolve) => (finish = resolve))
  }
  const other = await startBoss({ url: database.url, pool: connection.pool, log, isScheduling: false })
  expect(await other.send('sweep')).toEqual(expect.any(String))
  await vi.waitFor(() => expect(sweeps).toBe(1), soon)
  expect(await other.send('sweep')).toBeNull()
  finish()
  await isIdle()
  await other.stop({ graceful: false })
  expect(sweeps).toBe(1)
})
