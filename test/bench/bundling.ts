/** Prints what bundling ten functions takes, and how much of it is the bot's own: 1 s per function is Supabase's. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts'
import { startBot } from '../../src/bot.ts'
import { readTeamConfigFile } from '../../src/config.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { people } from '../../src/sandbox/github/history.ts'
import { readManifest } from '../../src/sandbox/slack/manifest.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/world.ts'
import { accessesOf } from '../accesses.ts'
import { fastFolder } from '../fast-folder.ts'
import { sampleEnv } from '../sample-env.ts'
import { silentLog } from '../silent-log.ts'

const bundleMs = 1000
const slugs = Array.from({ length: 10 }, (_, index) => `report-${index + 1}`)

type Wait = { to: 'Supabase' | 'GitHub'; from: number; until: number }
const waits = measuredFetch()

const folder = await fastFolder('bundling')
const postgres = await startEmbeddedPostgres({
  ...{ folder: join(folder, 'postgres'), log: silentLog, fsync: false, persistent: false },
})
const sandbox = await startSandbox({
  port: 0,
  slack: { manifest: readManifest('manifest.yml') },
  supabase: { bundleMs },
})
pushFunctions(sandbox)
const bot = await startBot(botOptions(sandbox, postgres.url))
try {
  await sandbox.slack.person('U0MAYA00001').type('/deploy functions staging')
  report(await bundling())
} finally {
  await bot.stop()
  await sandbox.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Each with a file of its own and two that all share. */
function pushFunctions({ github }: Sandbox): void {
  const shared = {
    'supabase/functions/_shared/money.ts':
      'export const euros = (cents: number) => (cents / 100).toFixed(2)\n',
    'supabase/functions/_shared/answer.ts':
      "import { euros } from './money.ts'\nexport const answer = (cents: number) => new Response(euros(cents))\n",
  }
  const own = slugs.flatMap((slug, index) => [
    [
      `supabase/functions/${slug}/index.ts`,
      `import { answer } from '../_shared/answer.ts'\nimport { cents } from './cents.ts'\nDeno.serve(() => answer(cents))\n`,
    ],
    [`supabase/functions/${slug}/cents.ts`, `export const cents = ${index * 100}\n`],
  ])
  const files = { ...shared, ...Object.fromEntries(own) }
  github.push('main', { message: 'Ten reports', author: people.maya, files })
}

function botOptions(sandbox: Sandbox, databaseUrl: string) {
  return {
    ...{ databaseUrl, config: tenFunctions(sandbox.url), now: () => new Date(), log: silentLog },
    ...{ host: '127.0.0.1', port: 0, isPaced: true, isScheduling: true },
    ...accessesOf(sandbox),
  }
}

function tenFunctions(url: string): TeamConfig {
  const reading = readTeamConfigFile('pilothouse.yml', sampleEnv(url))
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  const services = reading.ok.services.map((service) =>
    service.kind !== 'supabase-functions'
      ? service
      : {
          ...service,
          functions: slugs.map((slug) => ({
            ...{ slug, entrypoint: `supabase/functions/${slug}/index.ts`, verifyJwt: false },
            staticPatterns: [],
          })),
          smoke: [],
          watch: null,
        },
  )
  return { ...reading.ok, services }
}

/** The act's own times, as the bot stored them. */
async function bundling(): Promise<{ from: number; until: number }> {
  for (;;) {
    await sleep(100)
    const rows = await bot.deps.db.selectFrom('acts').selectAll().where('name', '=', 'bundle').execute()
    const [act] = rows
    if (act?.state === 'failed') throw new Error(act.reason ?? 'It failed.')
    if (act?.finished_at) return { from: act.intended_at.getTime(), until: act.finished_at.getTime() }
  }
}

/** Whoever calls `fetch` waits for a provider until its answer begins. */
function measuredFetch(): Wait[] {
  const seen: Wait[] = []
  const original = globalThis.fetch
  globalThis.fetch = async (...asked: Parameters<typeof fetch>) => {
    const address = String(asked[0] instanceof Request ? asked[0].url : asked[0])
    const to = address.includes('/supabase/') ? 'Supabase' : address.includes('/github/') ? 'GitHub' : null
    const from = Date.now()
    try {
      return await original(...asked)
    } finally {
      if (to) seen.push({ to, from, until: Date.now() })
    }
  }
  return seen
}

function report({ from, until }: { from: number; until: number }): void {
  const within = waits.filter((one) => one.from >= from && one.until <= until)
  const msFor = (to: Wait['to']) => covered(within.filter((one) => one.to === to))
  const total = until - from
  const own = total - covered(within)
  const providers = total - own
  const lines = [
    `Bundling ${slugs.length} functions took ${total} ms:`,
    `  Supabase           ${msFor('Supabase')} ms`,
    `  GitHub             ${msFor('GitHub')} ms`,
    `  the bot itself     ${own} ms, ${((own / providers) * 100).toFixed(1)}% of the providers' time (allowed: 5%)`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  if (own / providers > 0.05) process.exitCode = 1
}

/** Milliseconds in which at least one of them was waited for. */
function covered(all: readonly Wait[]): number {
  let end = 0
  let sum = 0
  for (const { from, until } of all.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, until - Math.max(from, end))
    end = Math.max(end, until)
  }
  return sum
}
