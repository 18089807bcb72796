import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Log } from '../ports.ts'
import { type Checks, health } from './health.ts'
import { type AlertHooks, alertHooks } from './hooks/routes.ts'
import { type MetricsParts, metricsRoutes } from './metrics/routes.ts'
import { type PageParts, pageRoutes } from './page/routes.ts'
import { type RespondParts, respondRoutes } from './respond.ts'
import { styleHash } from './respond-page.ts'
import type { Targets } from './targets.ts'

export type WebParts = {
  checks: Checks
  log: Log
  /** HTTP mode only: answers what Slack posts. */
  slackEvents?: ((request: Request) => Promise<Response>) | undefined
  alerts?: AlertHooks | undefined
  /** The page for when Slack is away. */
  respond?: RespondParts | undefined
  /** The public page, where there is one. */
  page?: PageParts | undefined
  metrics?: MetricsParts | undefined
  /** The team's checks. */
  targets?: (() => Promise<Targets>) | undefined
}

/** Everything Pilothouse serves over HTTP. */
export function webRoutes({
  checks,
  log,
  slackEvents,
  alerts,
  respond,
  page,
  targets,
  metrics,
}: WebParts): Hono {
  const routes = new Hono()
  // First, since what protects all else forbids scripts too.
  if (page) routes.route('/', pageRoutes(page))
  routes.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [styleHash],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
    }),
  )
  routes.get('/healthz', async (context) => {
    const { isUp, ...state } = await health(checks)
    return context.json(state, isUp ? 200 : 503, { 'Cache-Control': 'no-store' })
  })
  if (targets)
    routes.get('/healthz/targets', async (context) => {
      const { isUp, ...state } = await targets()
      return context.json(state, isUp ? 200 : 503, { 'Cache-Control': 'no-store' })
    })
  if (metrics) routes.route('/metrics', metricsRoutes(metrics))
  if (slackEvents) routes.post('/slack/events', (context) => slackEvents(context.req.raw))
  if (alerts) routes.route('/hooks/alerts', alertHooks(alerts))
  if (respond) routes.route('/respond', respondRoutes(respond))
  routes.notFound((context) => context.text('There is nothing at this address.\n', 404))
  routes.onError((error, context) => {
    log.error(
      { err: error, path: context.req.path.replace(/^(\/respond\/|\/hooks\/alerts\/[^/]*\/).*/, '$1…') },
      'A web request failed',
    )
    return context.text('Pilothouse had an error of its own.\n', 500)
  })
  return routes
}
