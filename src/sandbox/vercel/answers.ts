import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** An error body as Vercel writes it. */
export function refuse(
  c: Context,
  status: number,
  code: string,
  message: string,
  more: object = {},
): Response {
  return c.json({ error: { code, message, ...more } }, status as ContentfulStatusCode)
}

export const notFound = (c: Context, what: string): Response =>
  refuse(c, 404, 'not_found', `${what} not found`)

export const badRequest = (c: Context, message: string): Response => refuse(c, 400, 'bad_request', message)

/** The page of a list that is ordered newest first, with Vercel's time-based pagination. */
export function pageOf<T>(
  c: Context,
  all: T[],
  createdAt: (item: T) => number,
): { items: T[]; pagination: object } {
  const limit = Math.min(Math.max(Number(c.req.query('limit') ?? 20) || 20, 1), 100)
  const until = Number(c.req.query('until') ?? Number.POSITIVE_INFINITY)
  const since = Number(c.req.query('since') ?? 0)
  const within = all.filter((item) => createdAt(item) < until && createdAt(item) >= since)
  const items = within.slice(0, limit)
  const first = items[0]
  const last = items.at(-1)
  const next = within.length > items.length && last ? createdAt(last) : null
  return { items, pagination: { count: items.length, next, prev: first ? createdAt(first) : null } }
}
