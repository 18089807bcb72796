import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { parseDocument } from 'yaml'
import { startEmbeddedPostgres } from '../../../src/adapters/postgres/embedded.ts'
import { noRateLimits } from '../../../src/sandbox/slack/limits.ts'
import { readManifest } from '../../../src/sandbox/slack/manifest.ts'
import { type Sandbox, startSandbox } from '../../../src/sandbox/world.ts'
import { type BotProcess, spawnBot, variablesFor } from '../../crash/bot-process.ts'
import { type Gate, openGate } from '../../crash/gate.ts'
import { fastFolder } from '../../fast-folder.ts'
import { silentLog } from '../../silent-log.ts'
import { removeChecks } from '../../without-checks.ts'
import { configWithChecks } from '../footing.ts'
import { SimClock } from './sim-clock.ts'

/** A Monday, 09:00 UTC. */
const start = new Date('2026-11-23T09:00:00Z')

const program = fileURLToPath(new URL('../clock-replica.ts', import.meta.url))

export type Scene = {
  clock: SimClock
  sandbox: Sandbox
  /** Between the replicas and their database. */
  gate: Gate
  replicas: BotProcess[]
  /** The rows that a statement gives, past the gate. */
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>
  databaseUrl: string
  startReplica(): BotProcess
  end(): Promise<void>
}

/** Slack and a database in this process's care, and two replicas as processes of their own, all by one clock. */
export async function openScene(): Promise<Scene> {
  const folder = await fastFolder('clock')
  const postgres = await startEmbeddedPostgres({
    ...{ folder: join(folder, 'postgres'), log: silentLog, fsync: false, persistent: false },
  })
  const clock = new SimClock(join(folder, 'clock.json'), start)
  const slack = { manifest: readManifest('manifest.yml') }
  const sandbox = await startSandbox({ port: 0, limits: noRateLimits, now: clock.now, slack })
  const gate = await openGate(postgres.url)
  const client = new Client({ connectionString: postgres.url })
  await client.connect()
  const variables = {
    ...variablesFor(sandbox, gate.url),
    PILOTHOUSE_CONFIG: await usualConfig(folder),
    CLOCK_FILE: clock.file,
    LOG_LEVEL: 'warn',
  }
  const replicas: BotProcess[] = []
  const startReplica = () => {
    const one = spawnBot({ program, variables })
    replicas.push(one)
    void one.ended.then(() => replicas.splice(replicas.indexOf(one), 1))
    return one
  }
  await Promise.all([startReplica().ready, startReplica().ready])
  const end = async () => {
    await Promise.all([...replicas].map((one) => one.kill()))
    await gate.close()
    await client.end()
    await sandbox.close()
    await postgres.stop()
    await rm(folder, { recursive: true })
  }
  const rows: Scene['rows'] = async (sql, values) => (await client.query(sql, values)).rows
  return { clock, sandbox, gate, replicas, rows, databaseUrl: postgres.url, startReplica, end }
}

/** The sample without checks, with the durations of a real team, as its comments name them. */
async function usualConfig(folder: string): Promise<string> {
  const file = join(folder, 'pilothouse.yml')
  // What is looked at is not there.
  const sample = await readFile(await configWithChecks(folder, {}), 'utf8')
  const usual = sample
    .replaceAll('updateEvery: 90s', 'updateEvery: 15m')
    .replace('updateEvery: 3m', 'updateEvery: 30m')
    .replace('nudgeBefore: 20s', 'nudgeBefore: 3m')
  const document = parseDocument(usual)
  removeChecks(document)
  await writeFile(file, document.toString())
  return file
}

/** Lets time pass without trouble: the clock stands while anything is due, and then goes on to the next that will be. */
export async function passTo(scene: Scene, until: Date, atEachStop: () => Promise<void>): Promise<void> {
  for (;;) {
    const next = await nextDue(scene)
    if (next === null || next > until) break
    scene.clock.jump(next)
    await atEachStop()
    await settle(scene)
  }
  scene.clock.jump(until)
  await settle(scene)
}

/** When the next row says that something is due. */
export async function nextDue({ rows, clock }: Scene): Promise<Date | null> {
  const [row] = await rows<{ at: Date | null }>('select min(wake_at) at from incidents where wake_at > $1', [
    clock.now(),
  ])
  return row?.at ?? null
}

const patienceMs = 180_000

/** Without any change for so long, the sweep is asked for again. */
const lullMs = 10_000

/** Waits until nothing is due and everything is told; throws where nothing moves for minutes. */
export async function settle(scene: Scene): Promise<void> {
  let seen = ''
  let [movedAt, askedAt] = [performance.now(), Number.NEGATIVE_INFINITY]
  for (;;) {
    const left = await open(scene)
    if (Object.values(left).every((count) => Number(count) === 0)) return
    const now = performance.now()
    if (JSON.stringify(left) !== seen) movedAt = now
    seen = JSON.stringify(left)
    if (now - movedAt > patienceMs) throw new Error(`Stuck: ${seen}\n${await whatIsStuck(scene)}`)
    if (now - Math.max(askedAt, movedAt) > lullMs || askedAt < 0) {
      askToLook(scene)
      askedAt = now
    }
    await sleep(50)
  }
}

/** The incidents that are due, their newest acts, and what the replicas said last. */
async function whatIsStuck({ rows, clock, replicas }: Scene): Promise<string> {
  const due = await rows<{ id: number }>('select * from incidents where wake_at <= $1', [clock.now()])
  const subjects = due.map(({ id }) => `incident:${id}`)
  const acts = await rows(
    'select subject, key, state, attempts, retry_at, progress from acts where subject = any($1) order by id desc limit 10',
    [subjects],
  )
  const said = replicas.flatMap(({ logged }) => logged.slice(-10))
  return [clock.now(), ...due, ...acts, ...said].map((one) => JSON.stringify(one)).join('\n')
}

/** A wake-up call for a time of the clock that stands would come when it is too late, so the sweep is asked for. */
function askToLook({ replicas }: Scene): void {
  const ready = replicas.filter(isReady)
  const chosen = ready[Math.floor(performance.now()) % Math.max(1, ready.length)]
  if (chosen) process.kill(chosen.pid, 'SIGUSR2')
}

export const isReady = ({ logged }: BotProcess): boolean =>
  logged.some(({ msg }) => msg === 'Pilothouse is ready')

async function open({ rows, clock }: Scene): Promise<Record<string, number>> {
  const [row] = await rows<Record<string, number>>(
    `select
       (select count(*) from incidents where wake_at <= $1) due,
       (select count(*) from messages where shown_version < wanted_version and failed_because is null) untold,
       (select count(*) from pgboss.job where name = any('{advance-incident, run-errands, deliver}') and state = 'active') jobs`,
    [clock.now()],
  )
  return row ?? {}
}
