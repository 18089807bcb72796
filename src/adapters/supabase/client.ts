import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import { createOutside } from '../outside.ts'
import { RefusedRequest } from '../refused-request.ts'
import type { Failed, OutsideService } from '../upstream-error.ts'

/**
 * How Supabase is reached: `apiUrl` is `https://api.supabase.com` unless something stands in between, `gateway` the
 * address of a project with `{ref}` for its reference.
 */
export type SupabaseAccess = { accessToken: string; apiUrl: string; gateway?: string | undefined }

export type Timeouts = {
  /** Questions. */
  askMs?: number
  /** Acts: bundling alone takes seconds. */
  actMs?: number
}

type Sent = { method?: string; headers?: Record<string, string>; body?: BodyInit }

/** `path` follows `/v1/projects/`; `what` ends the sentence "Supabase could not …". */
type Request<Schema> = { what: string; schema: Schema; path: string } & Sent

export type SupabaseClient = {
  ask<T>(request: Request<z.ZodType<T>>): Promise<T>
  act<T>(request: Request<z.ZodType<T>>): Promise<T>
  /** An answer that is no JSON, with its type. */
  download(what: string, path: string): Promise<{ bytes: Uint8Array; contentType: string }>
}

export const supabase: OutsideService = {
  name: 'Supabase',
  secret: 'SUPABASE_ACCESS_TOKEN',
  statusPage: 'https://status.supabase.com',
  read: readFailure,
}

const downloaded = z.object({ bytes: z.instanceof(Uint8Array), contentType: z.string() })

/** Supabase's Management API. Every call throws only `UpstreamError`, none of which holds the token. */
export function createSupabaseClient(access: SupabaseAccess, timeouts: Timeouts = {}): SupabaseClient {
  const questions = createOutside(supabase, { timeoutMs: timeouts.askMs ?? 10_000 })
  const acts = createOutside(supabase, { timeoutMs: timeouts.actMs ?? 60_000 })
  const projects = `${access.apiUrl.replace(/\/$/, '')}/v1/projects/`
  const fetched = async (path: string, { headers, ...sent }: Sent, signal: AbortSignal) => {
    const authorization = `Bearer ${access.accessToken}`
    const all = { ...headers, authorization, 'user-agent': 'pilothouse' }
    const response = await fetch(projects + path, { ...sent, headers: all, signal })
    if (!response.ok) throw new RefusedRequest(response, await response.text())
    return response
  }
  const json = async (path: string, sent: Sent, signal: AbortSignal): Promise<unknown> => {
    const text = await (await fetched(path, sent, signal)).text()
    return text === '' ? undefined : JSON.parse(text)
  }
  return {
    ask: ({ what, schema, path, ...sent }) =>
      questions.ask(what, schema, (signal) => json(path, sent, signal)),
    act: ({ what, schema, path, ...sent }) =>
      acts.act(what, schema, (signal) => json(path, sent, signal)).catch((error) => inWords(what, error)),
    download: (what, path) =>
      questions.ask(what, downloaded, async (signal) => {
        const response = await fetched(path, { headers: { accept: eszipType } }, signal)
        const contentType = response.headers.get('content-type') ?? eszipType
        return { bytes: new Uint8Array(await response.arrayBuffer()), contentType }
      }),
  }
}

export const eszipType = 'application/vnd.denoland.eszip'

/** Refusals that mean something of their own where functions are deployed. */
function inWords(what: string, error: unknown): never {
  if (!(error instanceof UpstreamError)) throw error
  const { code, cause } = error
  const facts = { service: supabase.name, code, cause }
  if (code === '402') {
    const message = `Supabase could not ${what}: the project has reached a limit of its plan (402). Change the plan or remove what isn't needed, and start again.`
    throw new UpstreamError(message, { ...facts, isRetryable: false })
  }
  if (code === '409') {
    const message = `Supabase could not ${what}: another deployment of this project is under way (409). Wait for it to end.`
    throw new UpstreamError(message, { ...facts, isRetryable: true })
  }
  throw error
}

function readFailure(error: unknown): Failed | undefined {
  if (!(error instanceof RefusedRequest)) return undefined
  const { status, headers, body } = error
  return { status, said: saidIn(body), retryAfterMs: status === 429 ? waitOf(headers) : undefined }
}

const errorBody = z.object({ message: z.string() })

function saidIn(body: string): string | undefined {
  try {
    return errorBody.safeParse(JSON.parse(body)).data?.message
  } catch {
    return undefined
  }
}

/** Both headers count seconds, https://supabase.com/docs/reference/api/introduction. */
function waitOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? headers.get('x-ratelimit-reset'))
  return seconds > 0 ? seconds * 1000 : undefined
}
