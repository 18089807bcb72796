import { setTimeout as pause } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Build } from './state.ts'
import { createTraffic } from './traffic.ts'
import { settle, type VercelWorld } from './world.ts'

type Env = { Variables: { build: Build } }

/** The deployed sites, to be mounted at `/sites`: `/<host>/…` where the host is a build's own or a domain. */
export function siteRoutes(world: VercelWorld, slowMs: number): Hono {
  const shownTo = createTraffic(world)
  const failsNow = createFailures()
  const sites = new Hono<Env>()
    .use('/:host/*', async (c, next) => {
      settle(world)
      const build = shownTo(c, c.req.param('host'))
      if (build?.end?.state !== 'READY') return c.text('404: NOT_FOUND\nCode: `DEPLOYMENT_NOT_FOUND`\n', 404)
      if (isProtected(world, build, c.req.param('host'), c.req.header('x-vercel-protection-bypass')))
        return loginWanted(c)
      c.set('build', build)
      c.header('x-release', build.sha.slice(0, 7))
      c.header('x-vercel-id', `arn1::${build.id}`)
      if (world.faults().siteFails) return c.text('503: SERVICE_UNAVAILABLE\n', 503)
      const isNew = isNewest(world, build)
      if (isNew && world.faults().releaseSlow) await pause(slowMs)
      if (isNew && world.faults().releaseFails12 && isOn(world, 'new-basket') && failsNow(build))
        return broken(c)
      await next()
    })
    .get('/:host/api/health', (c) => {
      const build = c.get('build')
      if (world.faults().smokeFails && isNewest(world, build)) return broken(c)
      c.header('cache-control', 'no-store')
      return c.json({ ok: true, release: build.sha.slice(0, 7) })
    })
    .get('/:host/*', (c) => {
      const { sha, message } = c.get('build')
      c.header('cache-control', 'public, max-age=0, must-revalidate')
      c.header('x-vercel-cache', 'HIT')
      return c.html(shopPage(c.req.param('host'), sha.slice(0, 7), message))
    })
  return new Hono().route('/', sites)
}

/** Standard protection: everything but the production domain. */
function isProtected(
  { state }: VercelWorld,
  { projectId }: Build,
  host: string,
  secret: string | undefined,
): boolean {
  const project = state.projects.find(({ id }) => id === projectId)
  const wanted = project?.protectionBypass
  return wanted !== undefined && host !== project?.domain && secret !== wanted
}

function loginWanted(c: Context): Response {
  c.header('set-cookie', '_vercel_sso_nonce=sandbox; Path=/; HttpOnly')
  return c.text('Authentication Required\n', 401)
}

/** Faults strike the newest build of each project and target; what came before is sound. */
function isNewest(world: VercelWorld, build: Build): boolean {
  if (build.isFromTheStart) return false
  const newest = world.state.builds
    .filter((one) => one.projectId === build.projectId && one.target === build.target)
    .findLast((one) => one.end?.state === 'READY')
  return newest === build
}

/** Twelve of every hundred calls of a build, evenly spread and none of the first eight. */
function createFailures(): (build: Build) => boolean {
  const calls = new Map<string, number>()
  return ({ id }) => {
    const call = (calls.get(id) ?? 0) + 1
    calls.set(id, call)
    return Math.floor(call * 0.12) > Math.floor((call - 1) * 0.12)
  }
}

/** The shop asks its Edge Config whether a part of it is switched on. */
function isOn(world: VercelWorld, flag: string): boolean {
  const flags = world.state.edgeConfigs?.[0]?.items.flags?.value
  return typeof flags === 'object' && flags !== null && (flags as Record<string, unknown>)[flag] === true
}

function broken(c: Context<Env>): Response {
  c.header('cache-control', 'no-store')
  const release = c.get('build').sha.slice(0, 7)
  return c.json({ ok: false, release, error: 'The basket could not be priced.' }, 500)
}

const goods = [
  ['Rope fender', '34.00', '#b45309'],
  ['Brass lantern', '89.00', '#a16207'],
  ['Oilskin jacket', '149.00', '#047857'],
  ['Tide clock', '62.00', '#1d4ed8'],
]

function shopPage(host: string, release: string, message: string) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="release" content="${release}">
<title>Harbour Goods</title>
<script src="/sites/${host}/assets/app.js" defer></script>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: Canvas; color: CanvasText; color-scheme: light dark }
  header, footer { padding: 1rem clamp(1rem, 5vw, 4rem) }
  main { padding: 0 clamp(1rem, 5vw, 4rem) 2rem; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)) }
  article { border: 1px solid color-mix(in srgb, CanvasText 18%, Canvas); border-radius: .6rem; overflow: hidden }
  article i { display: block; height: 6rem }
  article p { margin: 0; padding: .6rem .8rem }
  footer { opacity: .7; font-size: .875rem }
</style>
</head>
<body>
<header><h1>Harbour Goods</h1><p>Things that last at sea.</p></header>
<main>${goods.map(
    ([name, price, colour]) =>
      html`<article><i style="background:${colour}"></i><p>${name}<br><strong>€${price}</strong></p></article>`,
  )}</main>
<footer>Release ${release} · ${message}</footer>
</body>
</html>`
}
