import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Build } from './state.ts'
import { findBuild, settle, type VercelWorld } from './world.ts'

/** The deployed sites, to be mounted at `/sites`: `/<host>/…` where the host is a build's own or a domain. */
export function siteRoutes(world: VercelWorld): Hono {
  return new Hono()
    .use('/:host/*', async (c, next) => {
      settle(world)
      const build = shownAt(world, c.req.param('host'))
      if (build?.end?.state !== 'READY') return c.text('404: NOT_FOUND\nCode: `DEPLOYMENT_NOT_FOUND`\n', 404)
      await next()
      c.header('x-release', build.sha.slice(0, 7))
      c.header('x-vercel-id', `arn1::${build.id}`)
    })
    .get('/:host/api/health', (c) => {
      const build = shownAt(world, c.req.param('host'))
      c.header('cache-control', 'no-store')
      if (build && isBroken(world, build)) {
        return c.json(
          { ok: false, release: build.sha.slice(0, 7), error: 'The basket could not be priced.' },
          500,
        )
      }
      return c.json({ ok: true, release: build?.sha.slice(0, 7) })
    })
    .get('/:host/*', (c) => {
      const build = shownAt(world, c.req.param('host'))
      c.header('cache-control', 'public, max-age=0, must-revalidate')
      c.header('x-vercel-cache', 'HIT')
      return c.html(shopPage(build?.sha.slice(0, 7) ?? '', build?.message ?? ''))
    })
}

function shownAt(world: VercelWorld, host: string): Build | undefined {
  const alias = Object.hasOwn(world.state.aliases, host) ? world.state.aliases[host] : undefined
  return findBuild(world, alias?.build ?? host)
}

/** Under `smokeFails` the newest build of each project and target is the broken one; what came before is sound. */
function isBroken(world: VercelWorld, build: Build): boolean {
  if (!world.faults().smokeFails || build.isFromTheStart) return false
  const newest = world.state.builds
    .filter((one) => one.projectId === build.projectId && one.target === build.target)
    .findLast((one) => one.end?.state === 'READY')
  return newest === build
}

const goods = [
  ['Rope fender', '34.00', '#b45309'],
  ['Brass lantern', '89.00', '#a16207'],
  ['Oilskin jacket', '149.00', '#047857'],
  ['Tide clock', '62.00', '#1d4ed8'],
]

function shopPage(release: string, message: string) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="release" content="${release}">
<title>Harbour Goods</title>
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
