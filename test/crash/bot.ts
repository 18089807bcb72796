/** The bot as src/main.ts starts it, but for a shorter silence until a dead replica's work is given to the next: 1 s. */
import { flushCompileCache } from 'node:module'
import { startBot } from '../../src/bot.ts'
import { settingsFromEnvironment } from './settings.ts'

const bot = await startBot({
  ...settingsFromEnvironment(),
  now: () => new Date(),
  isPaced: true,
  heartbeatSeconds: 1,
})
process.stdout.write(`${JSON.stringify({ msg: 'Pilothouse is ready', url: bot.url })}\n`)
// A process that is killed leaves nothing for the next one to start sooner with.
flushCompileCache()
process.on('SIGTERM', async () => {
  await bot.stop()
  process.exit(0)
})
