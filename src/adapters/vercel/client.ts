import { VercelCore } from '@vercel/sdk/core.js'
import { HTTPClient } from '@vercel/sdk/lib/http.js'
import { ResponseValidationError } from '@vercel/sdk/models/responsevalidationerror.js'
import { VercelError } from '@vercel/sdk/models/vercelerror.js'
import { z } from 'zod'
import { createOutside } from '../outside.ts'
import type { Failed } from '../upstream-error.ts'

/** How Vercel is reached; `apiUrl` is `https://api.vercel.com` unless something stands in between. */
export type VercelAccess = { token: string; apiUrl: string }

type Result = { ok: true; value: unknown } | { ok: false; error: unknown }

/** What every function of Vercel's client gives back. */
type SdkCall = { $inspect(): Promise<readonly [Result, { response?: Response | undefined }]> }

export type VercelClient = {
  core: VercelCore
  ask: SdkAct
  act: SdkAct
  /** An act that Vercel's own client cannot express. */
  post: <T>(what: string, schema: z.ZodType<T>, path: string, body: unknown) => Promise<T>
}

type SdkAct = <T>(what: string, schema: z.ZodType<T>, call: (signal: AbortSignal) => SdkCall) => Promise<T>

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
  const apiUrl = access.apiUrl.replace(/\/$/, '')
  const bodies = new WeakMap<Response, Promise<string>>()
  const httpClient = new HTTPClient()
  httpClient.addHook('response', (response) => {
    if (response.ok) bodies.set(response, response.clone().text())
  })
  const core = new VercelCore({
    bearerToken: access.token,
    serverURL: apiUrl,
    userAgent: 'pilothouse',
    httpClient,
  })
  const answerOf = async (call: SdkCall) => rawAnswer(await call.$inspect(), bodies)
  return {
    core,
    ask: (what, schema, call) => outside.ask(what, schema, (signal) => answerOf(call(signal))),
    act: (what, schema, call) => outside.act(what, schema, (signal) => answerOf(call(signal))),
    post: (what, schema, path, body) =>
      outside.act(what, schema, (signal) => post(`${apiUrl}${path}`, access.token, body, signal)),
  }
}

/**
 * The answer as it came. Vercel's client parses it too, but refuses values that are newer than it is, and where one
 * optional field is unknown to it, gives a reduced build without address and metadata.
 */
async function rawAnswer(
  [result, { response }]: Awaited<ReturnType<SdkCall['$inspect']>>,
  bodies: WeakMap<Response, Promise<string>>,
): Promise<unknown> {
  if (!result.ok && !(result.error instanceof ResponseValidationError)) throw result.error
  const text = response && (await bodies.get(response))
  return text ? JSON.parse(text) : undefined
}

async function post(url: string, token: string, body: unknown, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  if (!response.ok) throw new RefusedRequest(response, await response.text())
  return response.json()
}

/** Vercel scopes every call to a team, by its id or its slug; without one, to the token's own account. */
export function scopeOf(team: string | undefined): { teamId?: string; slug?: string } {
  if (team === undefined) return {}
  return team.startsWith('team_') ? { teamId: team } : { slug: team }
}

class RefusedRequest extends Error {
  readonly statusCode: number
  readonly headers: Headers
  readonly body: string

  constructor(response: Response, body: string) {
    super(`HTTP ${response.status}`)
    this.statusCode = response.status
    this.headers = response.headers
    this.body = body
  }
}

const errorBody = z.object({ error: z.object({ code: z.string().optional(), message: z.string() }) })

function readFailure(error: unknown): Failed | undefined {
  if (!(error instanceof VercelError || error instanceof RefusedRequest)) return undefined
  return { status: statusOf(error), said: saidIn(error.body), retryAfterMs: waitOf(error.headers) }
}

/** Vercel answers 403 to a token it does not know, and says so in the body. */
function statusOf(error: { statusCode: number; body: string }): number {
  return error.statusCode === 403 && error.body.includes('"invalidToken":true') ? 401 : error.statusCode
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
