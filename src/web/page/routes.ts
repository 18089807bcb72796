import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { PagePolicy } from '../../domain/page/page-policy.ts'
import type { Log } from '../../ports.ts'
import { contentPolicy } from './look.ts'
import type { Site } from './site.ts'

export type PageParts = { policy: PagePolicy; site: () => Promise<Site>; log: Log }

/** The public page and all that belongs to it; what programs read is also where Statuspage has it, below /api/v2. */
export function pageRoutes({ policy, site, log }: PageParts): Hono {
  const routes = new Hono()
  const base = policy.path === '/' ? '/' : `${policy.path}/`
  const protect = secureHeaders({
    contentSecurityPolicy: { ...contentPolicy(policy), frameAncestors: ["'none'"] },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    // Badge and logo are there to stand on other pages.
    crossOriginResourcePolicy: 'cross-origin',
  })
  const serve = (file: (c: Context) => string) => async (c: Context) => {
    const files = await site().catch((error: unknown) => {
      log.error({ err: error }, 'The public page could not be made')
      return null
    })
    return files ? answer(c, files, file(c)) : notKnown(c)
  }
  if (base !== '/') routes.get(policy.path, protect, (c) => c.redirect(base, 308))
  routes.get(
    base,
    protect,
    serve(() => ''),
  )
  routes.get(
    `${base}:file{(?:history-\\d{4}-\\d{2}\\.html|feed\\.atom|badge\\.svg|files\\.json|logo\\.\\w+)}`,
    protect,
    serve((c) => c.req.param('file') ?? ''),
  )
  for (const at of new Set([base, '/']))
    routes.get(
      `${at}api/v2/:file{.+\\.json}`,
      protect,
      serve((c) => `api/v2/${c.req.param('file')}`),
    )
  return routes
}

function answer(c: Context, site: Site, path: string): Response {
  const file = site.get(path)
  if (!file) return c.text('There is nothing at this address.\n', 404)
  const headers = {
    'Content-Type': file.type,
    'Cache-Control': 'public, max-age=30',
    'Access-Control-Allow-Origin': '*',
    ETag: file.etag,
  }
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return known.includes(file.etag) ? c.body(null, 304, headers) : c.body(file.body, 200, headers)
}

/** Nothing is better than something that nobody knows to be so. */
const notKnown = (c: Context): Response =>
  c.text('How the systems are is not known at the moment: Pilothouse cannot look.\n', 503, {
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
    'Retry-After': '30',
  })
