import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { createRespond } from '../commands/dispatch.ts'
import { refusalInWords } from '../views/refusal.ts'
import { withoutMarks } from '../views/text.ts'
import { createFlagHost } from './adapters/flags/flag-host.ts'
import { createCodeHost } from './adapters/github/code-host.ts'
import { countJobs } from './adapters/jobs/count.ts'
import { overdueWork } from './adapters/jobs/overdue.ts'
import { type RunningJobs, startJobs } from './adapters/jobs/start.ts'
import { createLinks } from './adapters/links.ts'
import { greetMcp } from './adapters/mcp.ts'
import { createPager, type PagerAccess } from './adapters/paging/pager.ts'
import { type Connection, connect } from './adapters/postgres/connect.ts'
import { createExclusive } from './adapters/postgres/exclusive.ts'
import { migrate } from './adapters/postgres/migrate.ts'
import { asOutage } from './adapters/postgres/outage.ts'
import { createTargetDatabase } from './adapters/postgres/target.ts'
import { createTargetWrite } from './adapters/postgres/target-write.ts'
import { probe } from './adapters/probe.ts'
import { createSafeProbe } from './adapters/safe/probe.ts'
import { createSwitchFault } from './adapters/sandbox-faults.ts'
import { createSigner } from './adapters/signer.ts'
import { type Slack, startSlack } from './adapters/slack/start.ts'
import { createFunctionHost } from './adapters/supabase/function-host.ts'
import { createProjectHost } from './adapters/supabase/project-host.ts'
import { createReadSources } from './adapters/supabase/read-sources.ts'
import { createFrontendHost } from './adapters/vercel/frontend-host.ts'
import type { GithubAccess, SlackOverHttp, SlackOverSocket, SupabaseAccess, VercelAccess } from './config.ts'
import type { TeamConfig } from './domain/policy.ts'
import type { Refusal } from './domain/refusal.ts'
import { Parts } from './parts.ts'
import type { Clock, Deps, Log } from './ports.ts'
import { firstSeen } from './store/seen-events.ts'
import { createMetrics, type Metrics } from './web/metrics/metrics.ts'
import { openPage } from './web/page/open-page.ts'
import { webRoutes } from './web/routes.ts'
import { type RunningServer, startServer } from './web/server.ts'
import { targets } from './web/targets.ts'
import { workersFor } from './workers.ts'
import { createIntake } from './workflows/alerts/intake.ts'
import { sweep } from './workflows/sweep.ts'

export type BotOptions = {
  config: TeamConfig
  databaseUrl: string
  slack: SlackOverSocket | SlackOverHttp
  github: GithubAccess
  vercel: VercelAccess
  supabase: SupabaseAccess
  /** Signs approvals, where a service asks for it. */
  signingKey?: string | undefined
  /** Whoever has it may read the metrics; without one only this machine may. */
  metricsToken?: string | undefined
  pager: PagerAccess
  /** For links to the page for when Slack is away; `webUrl` null is the address that this process listens on. */
  links?: { secret: string; webUrl: string | null } | undefined
  host: string
  port: number
  log: Log
  now: Clock
  /** False: no pause between two messages to a channel, or two writes to GitHub, which both ask for a second. */
  isPaced: boolean
  /** False: nothing happens by the clock; tests sweep by hand. */
  isScheduling: boolean
  /** A replica that is silent this long is dead, and its work is given to another. */
  heartbeatSeconds?: number | undefined
  /** How many ids of one queue this replica works on at once; 4 unless given. */
  concurrency?: number | undefined
}

export type Bot = {
  url: string
  deps: Deps
  /** True where nobody waits for an answer and no job is running or due. */
  isIdle(): Promise<boolean>
  /** Lets what was begun end, and gives everything back; unfinished work is carried on at the next start. */
  stop(): Promise<void>
}

/** Puts the parts together and starts them. Throws `StartupError` where one of them can't start. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { log } = options
  const parts = new Parts()
  try {
    const connection = await parts.keep(await connect(options.databaseUrl, log), (open) => open.close())
    await migrate(connection.pool, log)
    const locks = await parts.keep(createExclusive(options.databaseUrl, log), (open) => open.close())
    const deps = Promise.withResolvers<Deps>()
    const own = { url: '' }
    const metrics = await parts.keep(createMetrics(), async (open) => open.stop())
    const slack = await parts.keep(await startSlackFor(options, connection, deps.promise, metrics), (open) =>
      open.stop(),
    )
    const running = await parts.keep(await startJobsFor(options, connection, deps.promise), (open) =>
      open.stop(),
    )
    const whole = await assembleDeps(options, connection, {
      exclusive: locks.exclusive,
      jobs: running.jobs,
      chat: slack.chat,
      ownUrl: () => own.url,
    })
    deps.resolve(whole)
    const server = await parts.keep(
      await startWeb(options, { connection, slack, deps: whole, metrics }),
      (open) => open.stop(),
    )
    own.url = server.url
    return {
      url: server.url,
      deps: whole,
      isIdle: async () => !slack.isBusy() && (await running.isIdle()) && !slack.isBusy(),
      stop: () => parts.stop(),
    }
  } catch (error) {
    await parts.stop()
    throw error
  }
}

type Started = Pick<Deps, 'exclusive' | 'jobs' | 'chat'> & { ownUrl: () => string }

async function assembleDeps(
  options: BotOptions,
  { db }: Connection,
  { ownUrl, ...started }: Started,
): Promise<Deps> {
  const { config, now, log, isPaced, links } = options
  const paceMs = isPaced ? 1000 : 0
  const webUrl = () => links?.webUrl ?? ownUrl()
  const { id: installation } = await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()
  const codeHost = createCodeHost(options.github, { isThrottled: isPaced })
  const frontendHost = createFrontendHost(options.vercel)
  const functionHost = createFunctionHost(options.supabase)
  const flagHost = createFlagHost({ vercel: options.vercel.token ? options.vercel : undefined })
  const readSources = createReadSources(codeHost)
  return {
    ...started,
    config,
    installation,
    now,
    log,
    paceMs,
    db,
    codeHost,
    frontendHost,
    functionHost,
    flagHost,
    readSources,
    probe,
    safeProbe: createSafeProbe(),
    greetMcp,
    projectHost: createProjectHost(options.supabase),
    targetDatabase: createTargetDatabase(config.databases),
    targetWrite: createTargetWrite(config.databases),
    switchFault: createSwitchFault(options.slack.apiUrl),
    pager: createPager(config.incidents.pagers, options.pager),
    webUrl,
    links: links ? createLinks({ secret: links.secret, now, webUrl }) : null,
    sign: options.signingKey ? createSigner(options.signingKey) : null,
  }
}

/** Gestures that arrive before everything is up wait for it. */
async function startSlackFor(
  options: BotOptions,
  { db }: Connection,
  deps: Promise<Deps>,
  metrics: Metrics,
): Promise<Slack> {
  const { slack, log, now } = options
  return await startSlack({
    botToken: slack.botToken,
    mode:
      'appToken' in slack
        ? { kind: 'socket', appToken: slack.appToken }
        : { kind: 'http', signingSecret: slack.signingSecret },
    slackApiUrl: slack.apiUrl,
    respond: async (gesture, invoker) => {
      const began = performance.now()
      const answer = createRespond(await deps)(gesture, invoker)
      return await answer.catch(sayingWhatIsAway).finally(() => {
        metrics.answered(gesture, (performance.now() - began) / 1000)
      })
    },
    seen: async (eventId) => await firstSeen(db, eventId, now()).catch(sayingWhatIsAway),
    log,
    now,
    newRequestId: () => randomBytes(4).toString('hex'),
  })
}

function sayingWhatIsAway(error: unknown): never {
  throw asOutage(error)
}

async function startJobsFor(
  options: BotOptions,
  { pool }: Connection,
  deps: Promise<Deps>,
): Promise<RunningJobs> {
  const { databaseUrl: url, log, now, isScheduling, heartbeatSeconds, concurrency } = options
  return await startJobs({
    ...{ url, pool, log, now, isScheduling, heartbeatSeconds, concurrency },
    sweep: async () => await sweep(await deps),
    workers: workersFor(deps),
  })
}

type Running = { connection: Connection; slack: Slack; deps: Deps; metrics: Metrics }

async function startWeb(
  options: BotOptions,
  { connection, slack, deps, metrics }: Running,
): Promise<RunningServer> {
  const checks = {
    database: async () => void (await sql`select 1`.execute(connection.db)),
    slack: async () => slack.trouble(),
    jobs: async () => await overdueWork(connection.pool),
  }
  const routes = webRoutes({
    checks,
    log: options.log,
    slackEvents: slack.receive,
    page: await openPage(deps),
    metrics: {
      metrics,
      token: options.metricsToken,
      counts: { deps, jobs: async () => await countJobs(connection.pool) },
    },
    targets: async () => await targets(deps),
    alerts: { config: options.config, intake: createIntake(deps) },
    respond: { deps, inWords: (refusal: Refusal) => withoutMarks(refusalInWords(refusal)) },
  })
  return await startServer({ host: options.host, port: options.port, routes })
}
