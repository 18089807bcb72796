/** The bot as src/main.ts starts it, but for its clock, which is the simulation's. */
import { addMinutes } from 'date-fns/addMinutes'
import { startBot } from '../../src/bot.ts'
import { sweep } from '../../src/workflows/sweep.ts'
import { settingsFromEnvironment } from '../crash/settings.ts'
import { isRunning, readClock } from './clock/sim-clock.ts'

const settings = settingsFromEnvironment()
const clockFile = process.env.CLOCK_FILE ?? ''

const bot = await startBot({
  ...settings,
  // What is measured are the updates.
  config: { ...settings.config, incidents: { ...settings.config.incidents, escalation: [] } },
  now: () => readClock(clockFile),
  // A pause between two posts would never end while the clock stands.
  isPaced: false,
})
const { wake } = bot.deps.jobs
// A call for later would come by the real clock, find nothing due, and order the next one, for as long as this one stands.
bot.deps.jobs = {
  ...bot.deps.jobs,
  wake: async (trx, queue, id, at) => {
    if (at && at > bot.deps.now() && !isRunning(clockFile)) return
    await wake(trx, queue, id, at)
  },
}
say('Pilothouse is ready')
process.on('SIGUSR2', () => void sweep(bot.deps).catch(() => {}))
process.on('SIGHUP', () => void arm().then(() => say('Armed')))

/** Wake-up calls were ordered while the clock stood, for a real time that has nothing to do with it. */
async function arm(): Promise<void> {
  const { db, now } = bot.deps
  const soon = await db
    .selectFrom('incidents')
    .select(['id', 'wake_at'])
    .where('wake_at', '<=', addMinutes(now(), 3))
    .execute()
  await db.transaction().execute(async (trx) => {
    for (const { id, wake_at } of soon) if (wake_at) await wake(trx, 'advance-incident', String(id), wake_at)
  })
}

function say(msg: string): void {
  process.stdout.write(`${JSON.stringify({ msg, url: bot.url })}\n`)
}
