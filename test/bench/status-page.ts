/**
 * Prints how long the public page takes with so many components and 90 days of looks: what is asked of the database, and
 * what is written from it. Ends with 1 where both together take more than 100 ms.
 */
import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { connect } from '../../src/adapters/postgres/connect.ts'
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { readTeamConfigFile } from '../../src/config.ts'
import type { CheckPolicy } from '../../src/domain/check/check.ts'
import type { PagePolicy } from '../../src/domain/page/page-policy.ts'
import type { Deps } from '../../src/ports.ts'
import { siteOf } from '../../src/web/page/site.ts'
import { takePage } from '../../src/workflows/page/take-page.ts'
import { fastFolder } from '../fast-folder.ts'
import { sampleEnv } from '../sample-env.ts'
import { silentLog } from '../silent-log.ts'

const components = Number(process.argv[2] ?? 50)
const runs = 20
const mostMs = 100

const folder = await fastFolder('bench-status-page')
const postgres = await startEmbeddedPostgres({
  ...{ folder: `${folder}/postgres`, log: silentLog, fsync: true, persistent: false },
})
const connection = await connect(postgres.url, silentLog)
try {
  await migrate(connection.pool, silentLog)
  const { deps, policy } = await fill()
  const times: { ask: number; write: number }[] = []
  for (let run = 0; run < runs; run += 1) times.push(await measure(deps, policy))
  report(times)
} finally {
  await connection.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function fill() {
  const reading = readTeamConfigFile('pilothouse.yml', sampleEnv('http://127.0.0.1:3000'))
  if ('problems' in reading || !reading.ok.statusPage || !reading.ok.checks[0])
    throw new Error('The sample is not whole.')
  const [first] = reading.ok.checks
  const names = Array.from({ length: components }, (_, index) => `part-${index}`)
  const checks = names.map((name): CheckPolicy => ({ ...first, name }))
  const policy: PagePolicy = {
    ...reading.ok.statusPage,
    components: names.map((name) => ({ name, title: name, checks: [name], services: [] })),
  }
  await sql`
    insert into checks (name, standing, since, looked_at, measures, next_at)
    select name, 'up', now(), now(), '{}', now() from unnest(${names}::text[]) name`.execute(connection.db)
  await sql`
    insert into check_rollups (check_name, period, starts_at, up, down, unknown, latency_sum_ms, histogram)
    select name, 'day', date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - day * interval '1 day',
      280, case when day % 9 = 0 then 8 else 0 end, 0, 9000, array_fill(6, array[49])
    from unnest(${names}::text[]) name, generate_series(0, 89) day`.execute(connection.db)
  const config = { ...reading.ok, checks, statusPage: policy }
  // The page asks for nothing else of what a workflow is given.
  const deps = { config, db: connection.db, now: () => new Date(), log: silentLog } as Deps
  return { deps, policy }
}

async function measure(deps: Deps, policy: PagePolicy) {
  const began = performance.now()
  const page = await takePage(deps, policy)
  const asked = performance.now()
  const site = siteOf(page, 'https://status.example/', null)
  const written = performance.now()
  if (!String(site.get('')?.body).includes('looks on 90 days')) throw new Error('The page is empty.')
  return { ask: asked - began, write: written - asked }
}

function report(times: readonly { ask: number; write: number }[]): void {
  const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
  const [ask, write] = [median(times.map(({ ask }) => ask)), median(times.map(({ write }) => write))]
  const first = times[0]
  const whole = ask + write
  process.stdout.write(
    `${components} components, 90 days: ${ask.toFixed(1)} ms asked, ${write.toFixed(1)} ms written, ${whole.toFixed(1)} ms together (median of ${runs}; the first ${((first?.ask ?? 0) + (first?.write ?? 0)).toFixed(1)} ms)\n`,
  )
  if (whole > mostMs) process.exitCode = 1
}
