import { randomUUID } from 'node:crypto'
import { Hono, type MiddlewareHandler } from 'hono'
import { outages } from '../outages.ts'
import { openSaved, type StandInRecord } from '../saved.ts'
import type { Faults } from '../slack/protocol.ts'
import { createTroubles, type Troubles } from '../troubles.ts'
import { refuse } from './answers.ts'
import { deployRoutes } from './deploy-routes.ts'
import { functionRoutes } from './function-routes.ts'
import { gatewayRoutes } from './gateway.ts'
import { keyOf, projectRoutes } from './project-routes.ts'
import { createRunners } from './runners.ts'
import { firstState, type SourceOf } from './seed.ts'
import type { SupabaseState } from './state.ts'
import { findFunction, findProject, type SupabaseWorld } from './world.ts'

export type SupabaseStandInOptions = {
  now: () => Date
  faults: () => Faults
  /** Where the state is kept; in memory where undefined. */
  file?: string | undefined
  /** `sbp_` and forty hexadecimal digits, as Supabase's own client insists. */
  token: string
  /** The address under which `functions` is mounted, without the project's reference; asked for late. */
  gatewayUrl: () => string
  /** The repository's files, from which the first functions are made; `main~3` must work. */
  sourceOf?: SourceOf | undefined
  /** How long a call takes to appear in the log; a minute or more at Supabase. */
  ingestionMs?: number
  /** Reads a table of the projects' database, in a role and with its claims. */
  readTable?: SupabaseWorld['readTable']
  /** How long the bundler takes for a function; seconds at Supabase. */
  bundleMs?: number
  /** A function that answers later than this is ended. */
  callTimeoutMs?: number
}

export type SupabaseStandIn = Pick<Troubles, 'failNext' | 'loseAnswer'> & {
  /** The Management API, to be mounted at `/supabase`. */
  routes: Hono
  /** The projects' own addresses, `/<ref>/functions/v1/…`. */
  functions: Hono
  state: SupabaseState
  /** The key that a site of this project carries. */
  anonKey(ref: string): string
  records: StandInRecord[]
  /** Ends the functions' processes. */
  close(): void
}

/** Supabase's Management API for two projects, and the projects' functions, which really run. */
export function createSupabaseStandIn(options: SupabaseStandInOptions): SupabaseStandIn {
  const { world, close } = createWorld(options)
  const troubles = createTroubles((c, status) => refuse(c, status))
  const routes = new Hono()
    .use(requireToken(options.token), troubles.middleware)
    .use(outages(() => outageOf(options.faults()), refuse))
    .route('/', projectRoutes(world))
    .route('/', deployRoutes(world))
    .route('/', functionRoutes(world))
    .all('*', (c) => refuse(c, 404, `Cannot ${c.req.method} ${c.req.path}`))
  return {
    routes,
    functions: new Hono().use(troubles.middleware).route('/', gatewayRoutes(world)),
    state: world.state,
    anonKey: (ref) => {
      const project = findProject(world, ref)
      return project ? keyOf(world, project, 'anon') : ''
    },
    records: world.records,
    failNext: troubles.failNext,
    loseAnswer: troubles.loseAnswer,
    close,
  }
}

function outageOf({ supabaseSilent, supabaseLimited, supabaseFails }: Faults) {
  if (supabaseSilent) return 'silence'
  if (supabaseLimited) return 429
  return supabaseFails ? 500 : null
}

function createWorld(options: SupabaseStandInOptions): { world: SupabaseWorld; close(): void } {
  const { now, faults, gatewayUrl } = options
  const saved = openSaved(options.file, () => ({
    supabase: firstState(now(), options.sourceOf),
    records: [] as StandInRecord[],
  }))
  const { supabase: state, records } = saved.state
  // From the start: the secret of the keys must not change when the sandbox is cut off and started again.
  saved.changed()
  const written = soon(saved.changed)
  const log: SupabaseWorld['log'] = (line) => {
    state.logs.push({ id: randomUUID(), at: now().getTime(), ...line })
    state.logs.splice(0, Math.max(0, state.logs.length - mostLines))
    written.ask()
  }
  const runners = createRunners({
    timeoutMs: options.callTimeoutMs ?? 10_000,
    said: (name, version, level, message) => {
      const [ref = '', slug = ''] = name.split('/')
      const project = state.projects.find((one) => one.ref === ref)
      const id = project && findFunction(project, slug)?.id
      log({ ref, source: 'function_logs', message, attributes: { function_id: id ?? '', version, level } })
    },
  })
  const world: SupabaseWorld = {
    state,
    records,
    now,
    faults,
    runners,
    ingestionMs: options.ingestionMs ?? 0,
    readTable:
      options.readTable ?? (async () => ({ status: 503, body: { message: 'There is no database' } })),
    bundleMs: options.bundleMs ?? 0,
    gatewayUrl: (ref) => `${gatewayUrl()}/${ref}`,
    changed: saved.changed,
    done: (act, { ref }, { slug, version, hash }) => {
      records.push({ at: now().toISOString(), act, detail: { ref, slug, version, hash } })
      saved.changed()
    },
    log,
  }
  return {
    world,
    close: () => {
      written.stop()
      runners.close()
    },
  }
}

const mostLines = 5000

/** Logs come with every call; a world that is cut off loses at most the last second of them. */
function soon(act: () => void) {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  return {
    ask: () => {
      if (isStopped) return
      timer ??= setTimeout(() => {
        timer = undefined
        act()
      }, 1000).unref()
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

function requireToken(token: string): MiddlewareHandler {
  return async (c, next) => {
    const given = /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (given === undefined || !/^sbp_[0-9a-f]{40}$/.test(given))
      return refuse(c, 401, 'JWT could not be decoded')
    if (given !== token) return refuse(c, 401, 'Unauthorized')
    await next()
  }
}
