import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

const documentation = 'https://docs.github.com/rest'

/** An error body as GitHub writes it: message, documentation_url and the status as text. */
export function refuse(c: Context, status: number, message: string, errors?: unknown[]): Response {
  const body = {
    message,
    ...(errors ? { errors } : {}),
    documentation_url: documentation,
    status: String(status),
  }
  return c.json(body, status as ContentfulStatusCode)
}

export const notFound = (c: Context): Response => refuse(c, 404, 'Not Found')

export const noCommit = (c: Context, ref: string): Response =>
  refuse(c, 422, `No commit found for SHA: ${ref}`)

export const invalid = (c: Context, resource: string, field: string, code = 'invalid'): Response =>
  refuse(c, 422, 'Validation Failed', [{ resource, field, code }])

/** One page of a list, with GitHub's Link header. */
export function page<T>(c: Context, all: T[]): T[] {
  const perPage = Math.min(Math.max(whole(c.req.query('per_page')) ?? 30, 1), 100)
  const number = Math.max(whole(c.req.query('page')) ?? 1, 1)
  const last = Math.max(Math.ceil(all.length / perPage), 1)
  const links: string[] = []
  if (number < last) links.push(link(c, number + 1, 'next'), link(c, last, 'last'))
  if (number > 1) links.push(link(c, 1, 'first'), link(c, number - 1, 'prev'))
  if (links.length > 0) c.header('Link', links.join(', '))
  return all.slice((number - 1) * perPage, number * perPage)
}

function link(c: Context, number: number, relation: string): string {
  const url = new URL(c.req.url)
  url.searchParams.set('page', String(number))
  return `<${url}>; rel="${relation}"`
}

function whole(text: string | undefined): number | undefined {
  const number = Number(text)
  return text !== undefined && Number.isInteger(number) ? number : undefined
}

/** The request's JSON body; an empty object where it has none or it cannot be read. */
export async function body(c: Context): Promise<unknown> {
  return c.req.json().catch(() => ({}))
}
