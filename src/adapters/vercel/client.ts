import { z } from 'zod'
import { createOutside } from '../outside.ts'
import { RefusedRequest } from '../refused-request.ts'
import type { Failed } from '../upstream-error.ts'

/** How Vercel is reached; `apiUrl` is `https://api.vercel.com` unless something stands in between. */
export type VercelAccess = { token: string; apiUrl: string }

type Address = { of: { team?: string | undefined }; path: string[]; query?: Record<string, string> }

/**
 * Plain requests instead of @vercel/sdk, which costs 90 MB and drops what its version does not know: fields of a
 * request, a body, and answers that are newer than it is.
 */
export type VercelClient = {
  /** A question, asked again when Vercel stumbles. `what` ends the sentence "Vercel could not …". */
  ask: <T>(what: string, schema: z.ZodType<T>, address: Address) => Promise<T>
  /** Something that must not happen twice. An answer without a body is `undefined`. */
  act: <T>(what: string, schema: z.ZodType<T>, address: Address & Sent) => Promise<T>
}

type Sent = { method?: 'POST' | 'PATCH'; body?: object }

export function createVercelClient(access: VercelAccess, timeoutMs?: number): VercelClient {
  const outside = createOutside(
    {
      name: 'Vercel',
      secret: 'VERCEL_TOKEN',
      statusPage: 'https://www.vercel-status.com',
      read: readFailure,
    },
    { timeoutMs },
  )
  return {
    ask: (what, schema, address) =>
      outside.ask(what, schema, (signal) => send(access, address, { method: 'GET', signal })),
    act: (what, schema, { method = 'POST', body = {}, ...address }) =>
      outside.act(what, schema, (signal) =>
        send(access, address, { method, body: JSON.stringify(body), signal }),
      ),
  }
}

async function send(access: VercelAccess, address: Address, request: RequestInit): Promise<unknown> {
  const response = await fetch(urlOf(access, address), {
    ...request,
    headers: {
      authorization: `Bearer ${access.token}`,
      'content-type': 'application/json',
      'user-agent': 'pilothouse',
    },
  })
  const text = await response.text()
  if (!response.ok) throw new RefusedRequest(response, text)
  return text ? JSON.parse(text) : undefined
}

function urlOf({ apiUrl }: VercelAccess, { of, path, query }: Address): string {
  const search = new URLSearchParams({ ...query, ...scopeOf(of.team) })
  return `${apiUrl.replace(/\/$/, '')}/${path.map(encodeURIComponent).join('/')}?${search}`
}

/** Vercel scopes every call to a team, by its id or its slug; without one, to the token's own account. */
function scopeOf(team: string | undefined): Record<string, string> {
  if (team === undefined) return {}
  return team.startsWith('team_') ? { teamId: team } : { slug: team }
}

const errorBody = z.object({ error: z.object({ code: z.string().optional(), message: z.string() }) })

function readFailure(error: unknown): Failed | undefined {
  if (!(error instanceof RefusedRequest)) return undefined
  return { status: statusOf(error), said: saidIn(error.body), retryAfterMs: waitOf(error.headers) }
}

/** Vercel answers 403 to a token it does not know, and says so in the body. */
function statusOf({ status, body }: RefusedRequest): number {
  return status === 403 && body.includes('"invalidToken":true') ? 401 : status
}

function saidIn(body: string): string | undefined {
  try {
    return errorBody.safeParse(JSON.parse(body)).data?.error.message
  } catch {
    return undefined
  }
}

function waitOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after'))
  return seconds > 0 ? seconds * 1000 : undefined
}
