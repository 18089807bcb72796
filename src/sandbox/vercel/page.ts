import type { Context } from 'hono'
import { html } from 'hono/html'
import { findBuild, readyState, type VercelWorld } from './world.ts'

/** What stands behind a build's inspectorUrl. */
export function buildPage(c: Context, world: VercelWorld): Response | Promise<Response> {
  const build = findBuild(world, c.req.param('id') ?? '')
  if (!build) return c.text('There is no such build.', 404)
  return c.html(html`<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${build.host}</title>
<body style="font: 16px/1.5 system-ui; max-width: 42rem; margin: 3rem auto; padding: 0 1rem">
<p>A build in the sandbox</p><h1>${readyState(world, build).toLowerCase()}</h1>
<p>${build.message}</p><p>${build.sha}</p><p><a href="/sites/${build.host}/">Open the site</a></p>
</body>`)
}
