import { Hono, type MiddlewareHandler } from 'hono'
import { openSaved, type StandInRecord } from '../saved.ts'
import type { Faults } from '../slack/protocol.ts'
import { createTroubles, type Troubles } from '../troubles.ts'
import { notFound, refuse } from './answers.ts'
import { deploymentRoutes } from './deployment-routes.ts'
import { edgeConfigRoutes } from './edge-config-routes.ts'
import { buildPage } from './page.ts'
import { projectRoutes } from './project-routes.ts'
import { rollingRoutes } from './rolling-routes.ts'
import { completeState, firstState } from './seed.ts'
import { siteRoutes } from './sites.ts'
import type { SourceCommit, VercelState } from './state.ts'
import { variableRoutes } from './variable-routes.ts'
import { type BuildTimings, settle, team, type VercelWorld } from './world.ts'

export type VercelStandInOptions = {
  now: () => Date
  faults: () => Faults
  /** Where the state is kept; in memory where undefined. */
  file?: string | undefined
  token: string
  /** The sandbox's own address, for example `http://127.0.0.1:3000`; asked for late, as a port may be given late. */
  baseUrl: () => string
  /** Looks a commit up in the repository the projects are linked to; `main~3` must work. */
  commit: (ref: string) => SourceCommit | undefined
  timings?: Partial<BuildTimings> | undefined
  /** How long each answer of the newest release takes under the fault `releaseSlow`. */
  slowMs?: number | undefined
}

export type VercelStandIn = Pick<Troubles, 'failNext' | 'loseAnswer'> & {
  /** The API, to be mounted at `/vercel`. */
  routes: Hono
  /** What was deployed, to be mounted at `/sites`. */
  sites: Hono
  state: VercelState
  records: StandInRecord[]
}

/** Vercel's REST API for two projects of one team, and the sites they serve. */
export function createVercelStandIn(options: VercelStandInOptions): VercelStandIn {
  const world = createWorld(options)
  const troubles = createTroubles((c, status) =>
    refuse(c, status, 'internal_error', 'The sandbox was told to fail here.'),
  )
  const api = new Hono()
    .use(requireToken(options.token), requireTeam, troubles.middleware)
    .get('/:v{v\\d+}/user', (c) =>
      c.json({
        user: {
          id: 'usr_pilothouse',
          username: 'pilothouse',
          email: 'pilothouse@harbour.example',
          name: 'Pilothouse',
        },
      }),
    )
    .route('/', rollingRoutes(world))
    .route('/', projectRoutes(world))
    .route('/', variableRoutes(world))
    .route('/', edgeConfigRoutes(world))
    .route('/', deploymentRoutes(world))
  const routes = new Hono()
    .use(async (_c, next) => {
      settle(world)
      await next()
    })
    .get('/pages/:id', (c) => buildPage(c, world))
    .route('/', api)
    .all('*', (c) => notFound(c, 'The requested API endpoint was'))
  const { state, records } = world
  return {
    routes,
    sites: siteRoutes(world, options.slowMs ?? 1500),
    state,
    records,
    failNext: troubles.failNext,
    loseAnswer: troubles.loseAnswer,
  }
}

function createWorld(options: VercelStandInOptions): VercelWorld {
  const { now, faults, baseUrl, commit } = options
  const saved = openSaved(options.file, () => ({
    vercel: firstState(now(), commit),
    records: [] as StandInRecord[],
  }))
  const { vercel, records } = saved.state
  completeState(vercel, now())
  return {
    state: vercel,
    records,
    now,
    faults,
    baseUrl,
    commit,
    timings: { queuedMs: 400, buildMs: 2000, promoteMs: 300, ...options.timings },
    done: (act, key, detail) => {
      records.push({ at: now().toISOString(), act, ...(key === undefined ? {} : { key }), detail })
      saved.changed()
    },
  }
}

function requireToken(token: string): MiddlewareHandler {
  return async (c, next) => {
    const given = /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (given === undefined)
      return refuse(c, 401, 'forbidden', 'Missing authentication token', { missingToken: true })
    if (given !== token) return refuse(c, 403, 'forbidden', 'Not authorized', { invalidToken: true })
    await next()
  }
}

/** The projects belong to the team: another team is refused, and without a team there is nothing to find. */
const requireTeam: MiddlewareHandler = async (c, next) => {
  const asked = c.req.query('teamId') ?? c.req.query('slug')
  if (asked !== undefined && asked !== team.id && asked !== team.slug) {
    return refuse(c, 403, 'forbidden', `Not authorized: Trying to access resource under scope "${asked}".`)
  }
  if (
    asked === undefined &&
    /\/(projects|deployments|aliases|env|edge-config|global-config)\b/.test(c.req.path)
  )
    return notFound(c, 'Project')
  await next()
}
