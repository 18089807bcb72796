import { status } from '../../commands/status.ts'
import { startBot } from '../../src/bot.ts'
import { readTeamConfigFile } from '../../src/config.ts'
import type { CheckPolicy } from '../../src/domain/check/check.ts'
import { emptyRollup, periods, startOfPeriod, withLook } from '../../src/domain/check/rollup.ts'
import { quantile } from '../../src/domain/quantile.ts'
import type { Deps, Invoker } from '../../src/ports.ts'
import type { Sandbox } from '../../src/sandbox/world.ts'
import { addChecks, storeLook } from '../../src/store/check/checks.ts'
import { accessesOf } from '../accesses.ts'
import { sampleEnv } from '../sample-env.ts'
import { silentLog } from '../silent-log.ts'

const components = 50
const kept = { day: 90, hour: 35 * 24 } as const
const runs = 10

/** How long answers take over a long history, in ms. Providers are left out: they are asked by `/status` in any case. */
export async function timeAnswers(sandbox: Sandbox, databaseUrl: string): Promise<Record<string, number>> {
  const bot = await startBot({
    ...{ config: configOf(sandbox), databaseUrl, log: silentLog, now: () => new Date() },
    ...{ host: '127.0.0.1', port: 0, isPaced: false, isScheduling: false },
    ...accessesOf(sandbox),
  })
  try {
    await fill(bot.deps)
    const invoker = { user: 'U0JONAS0001', channel: 'C0DEPLOYS01' } as Invoker
    const answers: Record<string, number> = {}
    for (const typed of ['', 'checks', 'check check-7'])
      answers[`/status ${typed}`.trim()] = await medianOf(() => status(typed, invoker, bot.deps))
    return answers
  } finally {
    await bot.stop()
  }
}

/** Without services, so that no provider is asked. */
function configOf({ url }: Sandbox) {
  const reading = readTeamConfigFile('pilothouse.yml', sampleEnv(url))
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  const [one] = reading.ok.checks
  const checks = Array.from({ length: components }, (_, index): CheckPolicy[] =>
    one ? [{ ...one, name: `check-${index}`, service: undefined }] : [],
  )
  return { ...reading.ok, services: [], checks: checks.flat() }
}

async function fill({ db, config, now }: Deps): Promise<void> {
  const at = now()
  const names = config.checks.map(({ name }) => name)
  const look = { is: 'up', latencyMs: 84 } as const
  await addChecks(db, names, at)
  await db.transaction().execute(async (trx) => {
    for (const name of names)
      await storeLook(trx, name, {
        ...{ state: { standing: 'up', since: at, failures: 0 }, look, at, nextAt: at },
      })
  })
  for (const period of ['day', 'hour'] as const)
    for (const name of names) {
      const rows = Array.from({ length: kept[period] }, (_, index) => {
        const startsAt = startOfPeriod(period, new Date(at.getTime() - index * periods[period]))
        const { up, down, unknown, latencySumMs, histogram } = withLook(emptyRollup(startsAt), look)
        const counts = { up, down, unknown, latency_sum_ms: latencySumMs, histogram }
        return { check_name: name, period, starts_at: startsAt, ...counts }
      })
      await db.insertInto('check_rollups').values(rows).execute()
    }
}

async function medianOf(answer: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  await answer()
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now()
    await answer()
    took.push(performance.now() - began)
  }
  return quantile(took, 0.5) ?? 0
}
