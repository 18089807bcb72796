import { join } from 'node:path'
import { startEmbeddedPostgres } from './adapters/postgres/embedded.ts'
import { type Bot, startBot } from './bot.ts'
import {
  type Environment,
  missingAccess,
  readEnvironment,
  readTeamConfigFile,
  secretsInConfigFile,
  type Variables,
  withDotEnv,
} from './config.ts'
import { StartupError } from './domain/errors.ts'
import type { TeamConfig } from './domain/policy.ts'
import { createLog } from './log.ts'
import type { Log } from './ports.ts'
import { hideable, secretsOf } from './redact.ts'
import { runSandbox } from './sandbox/run.ts'
import { SandboxStartError, startTrouble } from './sandbox/start-error.ts'
import { exportPage } from './web/page/export-page.ts'

const homeFolder = '.pilothouse'

try {
  const [command, ...rest] = process.argv.slice(2)
  if (command === 'export-page') await copyPage(rest)
  else await main(withDotEnv(process.env, process.cwd()))
} catch (error) {
  if (!(error instanceof StartupError || error instanceof SandboxStartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

/** `npm start -- export-page https://bot.example/status public` */
async function copyPage([address, folder]: string[]): Promise<void> {
  if (!address || !folder || !URL.canParse(address))
    throw new StartupError('Write: npm start -- export-page ADDRESS-OF-THE-PAGE FOLDER')
  process.stdout.write(`${await exportPage(address, folder)} files are in ${folder}\n`)
}

/** Without Slack tokens the sandbox starts, which runs this program again as the bot in it. */
async function main(variables: Variables): Promise<void> {
  const environment = orRefuse(readEnvironment(variables))
  if (environment.mode === 'sandbox') {
    await openSandbox(environment)
    return
  }
  const config = orRefuse(readTeamConfigFile(environment.configFile, variables))
  orRefuse({ problems: missingAccess(environment, config) })
  const inFile = hideable(secretsInConfigFile(environment.configFile, variables))
  const log = createLog({ level: environment.logLevel, secrets: [...secretsOf(variables), ...inFile] })
  await run(environment, config, log)
}

async function openSandbox({ port, host, logLevel }: Environment): Promise<void> {
  const folder = join(homeFolder, 'sandbox')
  const postgres = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    log: createLog({ level: logLevel, secrets: [] }),
    fsync: false,
  }).catch((error: unknown) => {
    throw startTrouble(error, { port, host, home: homeFolder })
  })
  try {
    await runSandbox({ port, host, folder, program: import.meta.filename, postgres })
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

async function run(
  environment: Exclude<Environment, { mode: 'sandbox' }>,
  config: TeamConfig,
  log: Log,
): Promise<void> {
  const own = environment.databaseUrl
    ? null
    : await startEmbeddedPostgres({ folder: join(homeFolder, 'postgres'), log })
  const stopOwn = async () => await own?.stop()
  const { slack, github, vercel, supabase, host, port } = environment
  const unset = { token: '', apiUrl: '' }
  try {
    const bot = await startBot({
      ...{ config, slack, host, port, log },
      databaseUrl: environment.databaseUrl ?? own?.url ?? '',
      github: github ?? { kind: 'token', ...unset },
      vercel: vercel ?? unset,
      signingKey: environment.signingKey,
      metricsToken: environment.metricsToken,
      pager: environment.pager,
      links: environment.links,
      supabase: supabase ?? { accessToken: '', apiUrl: '', gateway: '' },
      now: () => new Date(),
      isPaced: true,
      isScheduling: true,
    })
    log.info({ url: bot.url, mode: environment.mode, pid: process.pid }, 'Pilothouse is ready')
    stopOnRequest(bot, stopOwn, log)
  } catch (error) {
    await stopOwn()
    throw error
  }
}

/** Ends cleanly on a signal, and when the sandbox that started this process is gone. */
function stopOnRequest(bot: Bot, stopOwn: () => Promise<void>, log: Log): void {
  const stop = once(async (because: string) => {
    log.info({ because }, 'Pilothouse stops')
    await bot.stop()
    await stopOwn()
    process.exit(0)
  })
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('disconnect', () => stop('The sandbox ended'))
}

function once<Argument>(work: (argument: Argument) => Promise<void>): (argument: Argument) => void {
  let isBegun = false
  return (argument) => {
    if (!isBegun) void work(argument)
    isBegun = true
  }
}

function orRefuse<Read>(reading: { ok: Read } | { problems: string[] }): Read {
  if ('ok' in reading) return reading.ok
  if (reading.problems.length > 0) throw new StartupError(reading.problems.join('\n'))
  return undefined as Read
}
