/**
 * Prints what 500 checks over HTTP, every 5 minutes, take of one process beside the same process without any; and how
 * long /status and the list of checks take over 90 days of 50 of them. Ends with 1 where it is more than allowed. Linux only.
 * The first argument is for how many seconds is measured (60).
 */
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts'
import { noRateLimits } from '../../src/sandbox/slack/limits.ts'
import { readManifest } from '../../src/sandbox/slack/manifest.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/world.ts'
import { type BotProcess, program, spawnBot, variablesFor } from '../crash/bot-process.ts'
import { fastFolder } from '../fast-folder.ts'
import { silentLog } from '../silent-log.ts'
import { timeAnswers } from './checks-history.ts'
import { configWithChecks, cpuSeconds, residentMb } from './footing.ts'

const checks = 500
const most = { cpuPercent: 10, moreMb: 150, answerMs: 100 }
const settleMs = 15_000
const measureMs = Number(process.argv[2] ?? 60) * 1000

const folder = await fastFolder('bench-checks')
const postgres = await startEmbeddedPostgres({
  ...{ folder: join(folder, 'postgres'), log: silentLog, fsync: true, persistent: false },
})
const slack = { manifest: readManifest('manifest.yml') }
const sandbox = await startSandbox({ port: 0, limits: noRateLimits, slack })
const target = createServer((_request, answer) => void answer.end('{"ok":true}'))
target.listen(0, '127.0.0.1')
try {
  const idle = await measure('idle', {})
  const busy = await measure('busy', manyChecks())
  const figures = {
    cpuPercent: busy.cpuPercent - idle.cpuPercent,
    moreMb: busy.mb - idle.mb,
    answers: await timeAnswers(sandbox, await newDatabase('history')),
  }
  report(busy.looks, figures)
} finally {
  target.close()
  await sandbox.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

function manyChecks(): object {
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/health`
  const one = { kind: 'http', url, json: { ok: true }, allowPrivate: true, every: '5m' }
  return Object.fromEntries(Array.from({ length: checks }, (_, index) => [`check-${index}`, one]))
}

async function newDatabase(name: string): Promise<string> {
  await within(postgres.url, (client) => client.query(`create database ${name}`))
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  return url.href
}

async function within<Result>(url: string, ask: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return await ask(client).finally(() => client.end())
}

type Load = { cpuPercent: number; mb: number; looks: number }

/** The first look at each is over before: what is measured is how it goes on. */
async function measure(name: string, checks: object): Promise<Load> {
  const database = await newDatabase(name)
  const config = await configWithChecks(folder, checks)
  const bot = await start(sandbox, database, config)
  try {
    await sleep(settleMs)
    const looksBefore = await looksIn(database)
    const before = await cpuSeconds(bot.pid)
    const began = performance.now()
    await sleep(measureMs)
    const used = (await cpuSeconds(bot.pid)) - before
    const seconds = (performance.now() - began) / 1000
    const looks = (await looksIn(database)) - looksBefore
    return { cpuPercent: (used / seconds) * 100, mb: await residentMb(bot.pid), looks }
  } finally {
    await bot.kill('SIGTERM')
  }
}

async function start(world: Sandbox, database: string, config: string): Promise<BotProcess> {
  const bot = spawnBot({
    program,
    variables: { ...variablesFor(world, database), PILOTHOUSE_CONFIG: config },
  })
  await bot.ready
  return bot
}

function looksIn(database: string): Promise<number> {
  return within(database, async (client) => {
    const { rows } = await client.query<{ looks: string }>('select count(*) as looks from check_samples')
    return Number(rows[0]?.looks)
  })
}

type Figures = { cpuPercent: number; moreMb: number; answers: Record<string, number> }

function report(looks: number, { cpuPercent, moreMb, answers }: Figures): void {
  const lines = [
    `${checks} checks every 5 minutes, ${looks} looks in ${measureMs / 1000} s:`,
    `  ${cpuPercent.toFixed(2)}% of a core over idle (at most ${most.cpuPercent}%)`,
    `  ${moreMb} MB over idle (at most ${most.moreMb} MB)`,
    'Over 90 days of 50 components, median of ten:',
    ...Object.entries(answers).map(
      ([name, ms]) => `  ${name} in ${ms.toFixed(1)} ms (at most ${most.answerMs} ms)`,
    ),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  const slowest = Math.max(...Object.values(answers))
  if (cpuPercent > most.cpuPercent || moreMb > most.moreMb || slowest > most.answerMs) process.exitCode = 1
}
