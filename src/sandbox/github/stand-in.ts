import { setTimeout as pause } from 'node:timers/promises'
import { Hono } from 'hono'
import { outages } from '../outages.ts'
import { openSaved, type StandInRecord } from '../saved.ts'
import type { Faults } from '../slack/protocol.ts'
import { createTroubles, type Troubles } from '../troubles.ts'
import { accountRoutes, createAccess, rateLimits, requireToken, type SandboxApp } from './access.ts'
import { actionRoutes } from './action-routes.ts'
import { notFound, refuse } from './answers.ts'
import { checkRoutes } from './check-routes.ts'
import { contentRoutes } from './content-routes.ts'
import { deploymentRoutes } from './deployment-routes.ts'
import { gitRoutes } from './git-routes.ts'
import { firstState } from './history.ts'
import { issueRoutes } from './issue-routes.ts'
import { pageRoutes } from './pages.ts'
import { pullRoutes } from './pull-routes.ts'
import { pushes } from './pushes.ts'
import { refRoutes } from './ref-routes.ts'
import { repositoryRoutes } from './repository-routes.ts'
import { reviewRoutes } from './review-routes.ts'
import type { GithubState } from './state.ts'
import { defaultTimings } from './workflows.ts'
import { type GithubWorld, owner, type RunTimings, repository } from './world.ts'

const repositoryParts = [
  ...[repositoryRoutes, contentRoutes, gitRoutes, refRoutes, pullRoutes, reviewRoutes, issueRoutes],
  ...[checkRoutes, deploymentRoutes, actionRoutes],
]

export type GithubStandInOptions = {
  now: () => Date
  faults: () => Faults
  /** Where the state is kept; in memory where undefined. */
  file?: string | undefined
  token: string
  app?: SandboxApp | undefined
  timings?: Partial<RunTimings> | undefined
  /** How long each answer takes under the fault `githubSlow`. */
  slowMs?: number
}

export type GithubStandIn = Pick<Troubles, 'failNext' | 'loseAnswer'> &
  ReturnType<typeof pushes> & {
    /** To be mounted where clients reach the API, for example `app.route('/github', routes)`. */
    routes: Hono
    state: GithubState
    records: StandInRecord[]
  }

/** GitHub's REST API for harbour/shop, as far as deployments and reverts need it: it keeps state and checks tokens. */
export function createGithubStandIn(options: GithubStandInOptions): GithubStandIn {
  const world = createWorld(options)
  const troubles = createTroubles((c, status) => refuse(c, status, 'The sandbox was told to fail here.'))
  return {
    routes: createRoutes(world, options, troubles),
    state: world.state,
    records: world.records,
    failNext: troubles.failNext,
    loseAnswer: troubles.loseAnswer,
    ...pushes(world),
  }
}

function createWorld({ now, faults, file, timings }: GithubStandInOptions): GithubWorld {
  const saved = openSaved(file, () => ({ github: firstState(now()), records: [] as StandInRecord[] }))
  const { github, records } = saved.state
  return {
    state: github,
    records,
    now,
    faults,
    timings: { ...defaultTimings, ...timings },
    changed: saved.changed,
    done: (act, key, detail) => {
      records.push({ at: now().toISOString(), act, ...(key === undefined ? {} : { key }), detail })
      saved.changed()
    },
  }
}

function createRoutes(world: GithubWorld, options: GithubStandInOptions, troubles: Troubles): Hono {
  const access = createAccess(world, options.token, options.app)
  const limits = rateLimits(world.now)
  const api = new Hono()
    .use(
      outages(
        () => outageOf(world.faults()),
        (c, status) => refuse(c, status, 'Server Error'),
      ),
    )
    .use(limits.middleware, requireToken(access), troubles.middleware)
    .get('/rate_limit', (c) => c.json({ resources: { core: limits.shown() }, rate: limits.shown() }))
    .route('/', accountRoutes(world, access, options.app))
  for (const routes of repositoryParts) {
    api.route(`/repos/${owner}/${repository}`, routes(world))
  }
  return new Hono()
    .use(async (_c, next) => {
      if (world.faults().githubSlow) await pause(options.slowMs ?? 4000)
      await next()
    })
    .route('/', pageRoutes(world))
    .route('/', api)
    .all('*', (c) => notFound(c))
}

function outageOf({ githubSilent, githubFails }: Faults) {
  if (githubSilent) return 'silence'
  return githubFails ? 502 : null
}
