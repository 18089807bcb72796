import { randomBytes, verify } from 'node:crypto'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { notFound, refuse } from './answers.ts'
import { people } from './people.ts'
import { userShape } from './shapes.ts'
import type { GithubWorld } from './world.ts'

/** A GitHub App that may ask for installation tokens: the id and the public half of its key, as PEM. */
export type SandboxApp = { id: number; installationId: number; publicKey: string }

type Access = { isKnown(token: string): boolean; issue(): string; isApp(jwt: string): boolean }

const hourMs = 3_600_000
const callsPerHour = 5000

export function createAccess(world: GithubWorld, token: string, app: SandboxApp | undefined): Access {
  const issued = new Map<string, number>()
  return {
    isKnown: (given) => given === token || (issued.get(given) ?? 0) > world.now().getTime(),
    issue: () => {
      const fresh = `ghs_${randomBytes(18).toString('hex')}`
      issued.set(fresh, world.now().getTime() + hourMs)
      return fresh
    },
    isApp: (jwt) => app !== undefined && isSigned(jwt, app),
  }
}

function isSigned(jwt: string, app: SandboxApp): boolean {
  const [header = '', claims = '', signature = ''] = jwt.split('.')
  const signed = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    app.publicKey,
    Buffer.from(signature, 'base64url'),
  )
  const claimed = z
    .object({ iss: z.coerce.number() })
    .safeParse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8') || '{}'))
  return signed && claimed.success && claimed.data.iss === app.id
}

/** Refuses what carries no token or a wrong one; an App's own token opens only /app. */
export function requireToken(access: Access): MiddlewareHandler {
  return async (c, next) => {
    const given = bearer(c)
    if (given === undefined) return refuse(c, 401, 'Requires authentication')
    const isForApp = /\/app(\/|$)|\/installation$/.test(c.req.path)
    if (isForApp ? access.isApp(given) : access.isKnown(given)) return next()
    return refuse(c, 401, 'Bad credentials')
  }
}

function bearer(c: Context): string | undefined {
  return /^(?:bearer|token)\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
}

/** Counts calls by the hour and says so in x-ratelimit-* on every answer. */
export function rateLimits(now: () => Date): {
  middleware: MiddlewareHandler
  shown(): Record<string, number>
} {
  let hour = 0
  let used = 0
  const shown = () => ({
    limit: callsPerHour,
    remaining: Math.max(callsPerHour - used, 0),
    used,
    reset: (hour + 1) * (hourMs / 1000),
  })
  return {
    shown,
    middleware: async (c, next) => {
      const current = Math.floor(now().getTime() / hourMs)
      if (current !== hour) used = 0
      hour = current
      used += 1
      await next()
      for (const [name, value] of Object.entries(shown())) c.header(`x-ratelimit-${name}`, String(value))
      c.header('x-ratelimit-resource', 'core')
    },
  }
}

export function accountRoutes(world: GithubWorld, access: Access, app: SandboxApp | undefined): Hono {
  return new Hono()
    .get('/user', (c) => c.json(userShape(c, people.tomas)))
    .get('/users/:login', (c) => {
      const person = Object.values(people).find((one) => one.login === c.req.param('login'))
      return person ? c.json(userShape(c, person)) : notFound(c)
    })
    .get('/repos/:owner/:name/installation', (c) =>
      app ? c.json({ id: app.installationId, app_id: app.id, target_type: 'Organization' }) : notFound(c),
    )
    .post('/app/installations/:id/access_tokens', (c) => {
      if (c.req.param('id') !== String(app?.installationId)) return notFound(c)
      const expires = new Date(world.now().getTime() + hourMs).toISOString()
      const permissions = {
        contents: 'write',
        pull_requests: 'write',
        issues: 'write',
        deployments: 'write',
        actions: 'write',
        checks: 'read',
        statuses: 'read',
      }
      return c.json(
        { token: access.issue(), expires_at: expires, permissions, repository_selection: 'selected' },
        201,
      )
    })
}
