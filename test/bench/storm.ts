/**
 * Posts alerts at a rate for a while, each of another fingerprint, and prints how they were answered, how long that took,
 * what became of them, and how many messages Slack saw. `node test/bench/storm.ts [a second] [seconds]`
 */
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts'
import { startBot } from '../../src/bot.ts'
import { readTeamConfigFile } from '../../src/config.ts'
import { readManifest } from '../../src/sandbox/slack/manifest.ts'
import { startSandbox } from '../../src/sandbox/world.ts'
import { accessesOf } from '../accesses.ts'
import { fastFolder } from '../fast-folder.ts'
import { sampleEnv } from '../sample-env.ts'
import { silentLog } from '../silent-log.ts'

const [perSecond, seconds] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 10)]

const folder = await fastFolder('bench-storm')
const postgres = await startEmbeddedPostgres({
  ...{ folder: `${folder}/postgres`, log: silentLog, fsync: true, persistent: false },
})
const sandbox = await startSandbox({ port: 0, slack: { manifest: readManifest('manifest.yml') } })
const env = { ...sampleEnv(sandbox.url), ALERT_SECRET: sandbox.tokens.alerts }
const reading = readTeamConfigFile('pilothouse.yml', env)
if ('problems' in reading) throw new Error(reading.problems.join('\n'))
const config = { ...reading.ok, checks: [] }
const bot = await startBot({
  ...{ config, databaseUrl: postgres.url, log: silentLog, now: () => new Date() },
  ...{ host: '127.0.0.1', port: 0, isPaced: true, isScheduling: true },
  ...accessesOf(sandbox),
})
const say = (words: string) => process.stdout.write(`${words}\n`)
try {
  await storm()
} finally {
  await bot.stop()
  await sandbox.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function storm(): Promise<void> {
  const { db } = bot.deps
  const answers = new Map<string, number>()
  const took: number[] = []
  const begun = performance.now()
  const sent: Promise<void>[] = []
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const dueMs = (number / perSecond) * 1000 - (performance.now() - begun)
    if (dueMs > 2) await sleep(dueMs)
    sent.push(post(number, answers, took))
  }
  await Promise.all(sent)
  const lasted = (performance.now() - begun) / 1000
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
  say(
    `${sent.length} posts in ${lasted.toFixed(1)} s: ${[...answers].map(([status, count]) => `${count} × ${status}`).join(', ')}`,
  )
  say(
    `answered after ${at(0.5)} ms (p50), ${at(0.99)} ms (p99), ${at(1)} ms at most; ${Math.round(process.memoryUsage().rss / 1e6)} MB resident, sender and stand-ins with it`,
  )
  const waiting = async () =>
    (await db.selectFrom('hook_posts').select('id').where('state', '=', 'waiting').limit(1).execute())
      .length > 0
  while (await waiting()) await sleep(250)
  say(`all worked on after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  await sleep(3000)
  const counts = await db.selectFrom('hook_counts').select(['what', 'count']).execute()
  const alerts = await db.selectFrom('alerts').select(['fingerprint', 'times']).execute()
  const told = alerts.reduce((sum, { times }) => sum + times, 0)
  const messages = sandbox.slack.person('U0MAYA00001').reads('incidents')
  say(
    `counted: ${counts.map(({ what, count }) => `${count} ${what}`).join(', ')}; ${alerts.length} alerts, told ${told} times`,
  )
  say(`${messages.length} messages in #incidents`)
}

async function post(number: number, answers: Map<string, number>, took: number[]): Promise<void> {
  const from = performance.now()
  const body = JSON.stringify({
    alerts: [
      {
        ...{
          status: 'firing',
          fingerprint: `storm-${number}`,
          annotations: { summary: `Pod ${number} is gone` },
        },
        labels: { alertname: 'PodGone', service: 'web', environment: 'prod', severity: 'critical' },
      },
    ],
  })
  const headers = { authorization: `Bearer ${sandbox.tokens.alerts}` }
  const status = await fetch(`${bot.url}/hooks/alerts/monitor`, { method: 'POST', body, headers })
    .then((answer) => String(answer.status))
    .catch((error) => (error instanceof Error ? error.message : 'failed'))
  took.push(performance.now() - from)
  answers.set(status, (answers.get(status) ?? 0) + 1)
}
