import { createHash, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import type { Counts } from './counts.ts'
import { contentType, type Metrics } from './metrics.ts'

export type MetricsParts = { metrics: Metrics; counts: Counts; token: string | undefined }

/** Metrics for whoever has the token; without one, for this machine only. */
export function metricsRoutes({ metrics, counts, token }: MetricsParts): Hono {
  return new Hono().get('/', async (c) => {
    if (!(token ? hasToken(c, token) : isFromHere(c)))
      return c.text(
        'Metrics are for whoever sends PILOTHOUSE_METRICS_TOKEN as a bearer token; without one, for this machine only.\n',
        401,
        { 'WWW-Authenticate': 'Bearer' },
      )
    return c.body(await metrics.write(counts), 200, {
      'Content-Type': contentType,
      'Cache-Control': 'no-store',
    })
  })
}

function hasToken(c: Context, token: string): boolean {
  const given = /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
  const [one, other] = [given, token].map((text) => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}

/** What a proxy on this machine hands on comes from elsewhere. */
const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]
const here = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

function isFromHere(c: Context): boolean {
  const isForwarded = proxyHeaders.some((name) => c.req.header(name) !== undefined)
  return !isForwarded && here.includes(getConnInfo(c).remote.address ?? '')
}
