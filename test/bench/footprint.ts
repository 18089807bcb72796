/** Prints what an idle bot takes: memory beside a bare Bolt app's, and its share of a core. Linux only. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts'
import { startSandbox } from '../../src/sandbox/world.ts'
import { type BotProcess, program, spawnBot, variablesFor } from '../crash/bot-process.ts'
import { fastFolder } from '../fast-folder.ts'
import { silentLog } from '../silent-log.ts'
import { configWithChecks, cpuSeconds, fieldsOf, proportionalMb, readProc, residentMb } from './footing.ts'

const settleMs = 8000
const measureMs = Number(process.argv[2] ?? 20) * 1000

const folder = await fastFolder('footprint')
const postgres = await startEmbeddedPostgres({
  ...{ folder: join(folder, 'postgres'), log: silentLog, fsync: false, persistent: false },
})
const sandbox = await startSandbox({ port: 0 })
const variables = {
  ...variablesFor(sandbox, postgres.url),
  PILOTHOUSE_CONFIG: await configWithChecks(folder, {}),
}
const started: BotProcess[] = []
try {
  const [bot, bolt] = await Promise.all([
    start(program),
    start(fileURLToPath(new URL('./bare-bolt.ts', import.meta.url))),
  ])
  await sleep(settleMs)
  await report(bot, bolt)
} finally {
  await Promise.all(started.map((one) => one.kill()))
  await sandbox.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function start(program: string): Promise<BotProcess> {
  const one = spawnBot({ program, variables })
  started.push(one)
  await one.ready
  return one
}

async function report(bot: BotProcess, bolt: BotProcess): Promise<void> {
  const servers = await serverProcesses()
  const before = await Promise.all([bot.pid, bolt.pid].map(cpuSeconds))
  const serversBefore = await Promise.all(servers.map(cpuSeconds))
  const began = performance.now()
  await sleep(measureMs)
  const seconds = (performance.now() - began) / 1000
  const [own = 0, bare = 0] = await Promise.all([bot.pid, bolt.pid].map(cpuSeconds))
  const serversAfter = await Promise.all(servers.map(cpuSeconds))
  // One that ended meanwhile counts for nothing.
  const database = serversAfter.reduce(
    (sum, used, index) => sum + Math.max(0, used - (serversBefore[index] ?? 0)),
    0,
  )
  const share = (used: number) => `${((used / seconds) * 100).toFixed(2)}% of a core`
  const lines = [
    `Idle for ${seconds.toFixed(0)} s:`,
    `  the bot            ${await residentMb(bot.pid)} MB resident, ${share(own - (before[0] ?? 0))}`,
    `  a bare Bolt app    ${await residentMb(bolt.pid)} MB resident, ${share(bare - (before[1] ?? 0))}`,
    `  its Postgres       ${await sumOf(servers, proportionalMb)} MB in ${servers.length} processes, ${share(database)}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** The embedded server and all that it started. */
async function serverProcesses(): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.map(async (pid) => ({ pid, ...(await lineageOf(pid)) })))
  const first = found.find(({ command }) => command.includes(folder))?.pid
  return found
    .filter(({ pid, parent }) => first !== undefined && (pid === first || parent === first))
    .map(({ pid }) => pid)
}

async function lineageOf(pid: number): Promise<{ parent: number; command: string }> {
  const [stat, command] = await Promise.all(['stat', 'cmdline'].map((name) => readProc(pid, name)))
  return { parent: Number(fieldsOf(stat ?? '')[1]), command: command ?? '' }
}

async function sumOf(pids: number[], measure: (pid: number) => Promise<number>): Promise<number> {
  return (await Promise.all(pids.map(measure))).reduce((sum, one) => sum + one, 0)
}
