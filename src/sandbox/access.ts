import type { MiddlewareHandler } from 'hono'

const loopbackNames = ['127.0.0.1', 'localhost', '::1', '[::1]']

export function isLoopback(host: string): boolean {
  return loopbackNames.includes(host)
}

/**
 * Whether a request is meant for the sandbox: the Host header names loopback (so no other name was pointed at it) and
 * it comes from no page of another origin.
 */
export function isOurs(host: string | undefined, origin: string | undefined): boolean {
  if (host === undefined || !isLoopback(host.replace(/:\d+$/, ''))) return false
  return origin === undefined || origin === `http://${host}`
}

/** Refuses what a web page elsewhere could make a browser send. */
export const refuseElsewhere: MiddlewareHandler = async (c, next) => {
  const origin = c.req.method === 'GET' || c.req.method === 'HEAD' ? undefined : c.req.header('origin')
  if (isOurs(c.req.header('host'), origin)) return next()
  return c.json(
    { ok: false, trouble: 'The sandbox takes requests from its own page and from this machine only.' },
    403,
  )
}
