/** The bot as src/main.ts starts it, but for a shorter silence until a dead replica's work is given to the next: 1 s. */
import { startBot } from '../../src/bot.ts'
import { readEnvironment, readTeamConfigFile } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'

const environment = readEnvironment(process.env)
if ('problems' in environment || environment.ok.mode === 'sandbox')
  throw new Error(JSON.stringify(environment))
const {
  slack,
  github,
  vercel,
  supabase,
  pager,
  databaseUrl = '',
  configFile,
  logLevel: level,
} = environment.ok
const team = readTeamConfigFile(configFile, process.env)
if ('problems' in team || !github || !vercel || !supabase) throw new Error(JSON.stringify(team))

const bot = await startBot({
  ...{ slack, github, vercel, supabase, pager, databaseUrl },
  config: team.ok,
  host: '127.0.0.1',
  port: 0,
  log: createLog({ level, secrets: [] }),
  now: () => new Date(),
  isPaced: true,
  isScheduling: true,
  heartbeatSeconds: 1,
})
process.stdout.write(`${JSON.stringify({ msg: 'Pilothouse is ready', url: bot.url })}\n`)
process.on('SIGTERM', async () => {
  await bot.stop()
  process.exit(0)
})
