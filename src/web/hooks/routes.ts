import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { AlertHook, HookKind } from '../../domain/alert/hook.ts'
import type { TeamConfig } from '../../domain/policy.ts'
import type { Intake } from '../../workflows/alerts/intake.ts'
import { isGenuine } from './genuine.ts'

export type AlertHooks = { config: TeamConfig; intake: Intake }

const largestBytes = 1_000_000

/** Where monitoring posts its alerts. They are kept before the answer, and worked on after it. */
export function alertHooks({ config, intake }: AlertHooks): Hono {
  const limit = bodyLimit({
    maxSize: largestBytes,
    // What is left of it is not read, so that nothing else can come over this connection.
    onError: (c) =>
      c.json({ trouble: 'A post may have one megabyte at most.' }, 413, { connection: 'close' }),
  })
  const take = async (c: Context, name: string, secretInPath: string | null) => {
    const { hooks } = config.alerts
    const hook = Object.hasOwn(hooks, name) ? hooks[name] : undefined
    const body = await c.req.text()
    const { headers } = c.req.raw
    if (!hook || !isGenuine(hook, { body, headers, secretInPath })) {
      intake.count(hook ? name : 'unknown', 'refused')
      return c.json({ trouble: 'There is no such hook, or this is not its secret.' }, 401)
    }
    const post = parse(body)
    if (post === undefined) {
      intake.count(name, 'no-json')
      return c.json({ trouble: 'This is not JSON.' }, 400)
    }
    const isKept = await intake.keep({ source: name, body, ...aboutPost(hook, post, headers) })
    if (isKept) return c.json({ kept: true }, 202)
    return c.json({ trouble: 'Too much comes at once; this was counted, and not kept.' }, 503, {
      'retry-after': '30',
    })
  }
  return new Hono()
    .post('/:name', limit, (c) => take(c, c.req.param('name'), null))
    .post('/:name/:secret', limit, (c) => take(c, c.req.param('name'), c.req.param('secret')))
}

const eventHeaders: Partial<Record<HookKind, string>> = {
  github: 'x-github-event',
  sentry: 'sentry-hook-resource',
}
const deliveryHeaders: Partial<Record<HookKind, string>> = {
  github: 'x-github-delivery',
  sentry: 'request-id',
  generic: 'idempotency-key',
  supabase: 'idempotency-key',
}
const longest = 200

/** What it tells of, and by what its source knows it, so that it counts once however often it is sent. */
function aboutPost({ kind }: Pick<AlertHook, 'kind'>, post: unknown, headers: Headers) {
  const header = (names: Partial<Record<HookKind, string>>) =>
    headers.get(names[kind] ?? 'x-none')?.slice(0, longest) ?? null
  return { event: header(eventHeaders), delivery: kind === 'vercel' ? idOf(post) : header(deliveryHeaders) }
}

const idOf = (post: unknown): string | null =>
  typeof post === 'object' && post !== null && 'id' in post && typeof post.id === 'string'
    ? post.id.replaceAll('\u0000', '').slice(0, longest).toWellFormed()
    : null

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
