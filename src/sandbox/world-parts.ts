import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { refuseElsewhere } from './access.ts'
import { type BotControl, controlRoutes } from './control-routes.ts'
import { createGithubStandIn, type GithubStandIn, type GithubStandInOptions } from './github/stand-in.ts'
import { pageRoutes } from './page/routes.ts'
import { createPagerStandIn, type PagerStandIn } from './pager/stand-in.ts'
import { mcpRoutes } from './partners/mcp.ts'
import { paymentsRoutes } from './partners/payments.ts'
import { openSaved } from './saved.ts'
import { shopScript } from './shop/script.ts'
import type { ShopPlace } from './shop/shop.ts'
import type { Faults } from './slack/protocol.ts'
import { createSlackStandIn, type SlackStandIn, type SlackStandInOptions } from './slack/stand-in.ts'
import { newSlackTokens } from './slack/state.ts'
import {
  createSupabaseStandIn,
  type SupabaseStandIn,
  type SupabaseStandInOptions,
} from './supabase/stand-in.ts'
import { projectRefs } from './supabase/world.ts'
import { createVercelStandIn, type VercelStandIn, type VercelStandInOptions } from './vercel/stand-in.ts'

export type SandboxOptions = {
  /** 0 for any free one. */
  port: number
  /** Loopback only. */
  host?: string
  /** Where the world is kept; in memory where undefined. */
  folder?: string | undefined
  now?: () => Date
  limits?: SlackStandInOptions['limits']
  /** True: there is a mail server, which takes everything. */
  hasMail?: boolean | undefined
  /** The database that the sandbox's team has its shop in. */
  shop?: ShopPlace | undefined
  bot?: BotControl | undefined
  slack?: Pick<SlackStandInOptions, 'manifest' | 'scopes' | 'httpMode' | 'elapsedMs'>
  github?: Pick<GithubStandInOptions, 'timings' | 'slowMs' | 'app'>
  vercel?: Pick<VercelStandInOptions, 'timings'>
  supabase?: Pick<SupabaseStandInOptions, 'bundleMs' | 'ingestionMs'>
}

export type World = {
  slack: SlackStandIn
  github: GithubStandIn
  vercel: VercelStandIn
  supabase: SupabaseStandIn
  pager: PagerStandIn
  app: Hono<{ Bindings: HttpBindings }>
}

export type Tokens = ReturnType<typeof newTokens>

/** The world's tokens, made at random at its first start and kept from then on. */
export function openTokens(folder: string | undefined): Tokens {
  const { state, changed } = openSaved(fileIn(folder, 'tokens'), newTokens)
  changed()
  return state
}

function newTokens() {
  const random = () => randomBytes(18).toString('hex')
  return {
    slack: newSlackTokens(),
    github: `ghp_${random()}`,
    vercel: `vercel_${random()}`,
    supabase: `sbp_${randomBytes(20).toString('hex')}`,
    pager: random().slice(0, 32),
    alerts: random(),
  }
}

/** What `startOver` removes. */
export function worldFiles(folder: string | undefined): string[] {
  return ['slack', 'github', 'vercel', 'supabase', 'pager'].flatMap((name) => fileIn(folder, name) ?? [])
}

function fileIn(folder: string | undefined, name: string): string | undefined {
  return folder === undefined ? undefined : join(folder, `${name}.json`)
}

type Parts = {
  options: SandboxOptions
  tokens: Tokens
  faults: Faults
  url: string
  startOver(): Promise<void>
  readTable: SupabaseStandInOptions['readTable']
}

/** The three stand-ins and the app that carries them. */
export function buildWorld(parts: Parts): World {
  const { options, tokens, faults, url, readTable } = parts
  const shared = { now: options.now ?? (() => new Date()), faults: () => faults }
  const file = (name: string) => fileIn(options.folder, name)
  const slack = createSlackStandIn({
    ...shared,
    ...options.slack,
    limits: options.limits,
    file: file('slack'),
    tokens: tokens.slack,
    baseUrl: () => url,
  })
  const github = createGithubStandIn({
    ...shared,
    ...options.github,
    file: file('github'),
    token: tokens.github,
  })
  const vercel = createVercelStandIn({
    ...shared,
    ...options.vercel,
    file: file('vercel'),
    token: tokens.vercel,
    baseUrl: () => url,
    commit: github.commit,
  })
  const supabase = createSupabaseStandIn({
    ...shared,
    ...options.supabase,
    file: file('supabase'),
    token: tokens.supabase,
    gatewayUrl: () => `${url}/supabase-projects`,
    readTable,
    sourceOf: (ref, path) => textOf(github.fileAt(ref, path)),
  })
  const pager = createPagerStandIn({ ...shared, file: file('pager'), routingKey: tokens.pager })
  const standIns = { slack, github, vercel, supabase, pager }
  return { ...standIns, app: routesOf(parts, standIns) }
}

function routesOf(
  { options, tokens, faults, url, startOver }: Parts,
  { slack, github, vercel, supabase, pager }: Omit<World, 'app'>,
): World['app'] {
  const controls = controlRoutes({
    info: () => infoOf(url, tokens, vercel),
    faults,
    records: () => ({
      slack: slack.records,
      github: github.records,
      vercel: vercel.records,
      supabase: supabase.records,
      pager: pager.records,
    }),
    bot: options.bot,
    startOver,
  })
  return new Hono<{ Bindings: HttpBindings }>()
    .use(refuseElsewhere)
    .route('/', pageRoutes())
    .route('/', slack.routes)
    .route('/sandbox', controls)
    .route('/github', github.routes)
    .route('/vercel', vercel.routes)
    .get('/sites/:host/assets/app.js', (c) => {
      const urlOf = (ref: string) => `${url}/supabase-projects/${ref}`
      const [host, isMixedUp] = [c.req.param('host'), faults.keyMixedUp]
      c.header('content-type', 'text/javascript')
      return c.body(shopScript({ host, keyOf: supabase.anonKey, urlOf, isMixedUp }))
    })
    .route('/sites', vercel.sites)
    .route('/supabase', supabase.routes)
    .route('/pager', pager.routes)
    .route('/payments', paymentsRoutes({ now: options.now ?? (() => new Date()), faults: () => faults }))
    .route(
      '/mcp',
      mcpRoutes(() => faults),
    )
    .route('/supabase-projects', supabase.functions)
}

const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes)

/** Where any client finds the stand-ins, and with which tokens. */
function infoOf(url: string, tokens: Tokens, vercel: VercelStandIn): Record<string, unknown> {
  const { bot: botToken, app: appToken, signingSecret } = tokens.slack
  return {
    page: `${url}/`,
    slack: { url: `${url}/slack/api/`, botToken, appToken, signingSecret },
    github: { url: `${url}/github`, token: tokens.github, repository: 'harbour/shop' },
    vercel: { url: `${url}/vercel`, token: tokens.vercel, teamId: 'team_harbour', projectId: 'prj_shop_web' },
    supabase: {
      url: `${url}/supabase`,
      accessToken: tokens.supabase,
      projectRef: projectRefs.production,
      databaseUrl: null,
    },
    sites: [
      ...vercel.state.projects.map(({ name, domain }) => ({ name, url: `${url}/sites/${domain}/` })),
      { name: 'Pages and mail that left Slack', url: `${url}/pager/inbox` },
    ],
  }
}
