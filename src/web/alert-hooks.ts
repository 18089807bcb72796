import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ReportedAlert } from '../domain/paging/alert.ts'
import type { TeamConfig } from '../domain/policy.ts'
import { readPost } from './alert-posts.ts'

export type AlertHooks = {
  config: TeamConfig
  /** Keeps what was told; rejects where that is not possible, so that the source tells it again. */
  receive: (source: string, alerts: ReportedAlert[]) => Promise<void>
}

const largestBytes = 1_000_000

/** Where monitoring posts its alerts. They are kept before the answer, and worked on after it. */
export function alertHooks({ config, receive }: AlertHooks): Hono {
  const { hooks } = config.alerts
  return new Hono().post(
    '/:name',
    bodyLimit({
      maxSize: largestBytes,
      // What is left of it is not read, so that nothing else can come over this connection.
      onError: (c) =>
        c.json({ trouble: 'A post may have one megabyte at most.' }, 413, { connection: 'close' }),
    }),
    async (c) => {
      const name = c.req.param('name')
      const hook = Object.hasOwn(hooks, name) ? hooks[name] : undefined
      const body = await c.req.text()
      if (!hook || !isGenuine(hook.secret, body, c.req.raw.headers))
        return c.json({ trouble: 'There is no such hook, or this is not its secret.' }, 401)
      const post = parse(body)
      if (post === undefined) return c.json({ trouble: 'This is not JSON.' }, 400)
      const alerts = readPost(hook.kind, post, config)
      await receive(name, alerts)
      return c.json({ alerts: alerts.length }, 202)
    },
  )
}

/** The secret itself as a bearer token, or `sha256=` and the HMAC of the body with it. Both are compared in constant time. */
function isGenuine(secret: string, body: string, headers: Headers): boolean {
  const bearer = /^bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (bearer !== undefined) return isSame(bearer, secret)
  const signed = /^sha256=([0-9a-f]{64})$/i.exec(headers.get('x-pilothouse-signature') ?? '')?.[1]
  return (
    signed !== undefined &&
    isSame(signed.toLowerCase(), createHmac('sha256', secret).update(body).digest('hex'))
  )
}

/** Hashes have one length, so that not even that of the secret shows. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
