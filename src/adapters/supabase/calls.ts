import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { FunctionCall, FunctionHost } from '../../ports.ts'
import { createOutside } from '../outside.ts'
import type { Failed } from '../upstream-error.ts'
import { keysAnswer } from './answers.ts'
import { type SupabaseClient, supabase } from './client.ts'

const mostLetters = 65_536
const mostSlackMs = 60_000

type Session = { token: string; endsAt: number }

/** `gateway` is a project's address with `{ref}` for its reference. Keys and sessions are kept in memory only. */
export function createCaller(
  client: SupabaseClient,
  gateway: string,
): Pick<FunctionHost, 'call' | 'readTable'> {
  const keys = new Map<string, string>()
  const sessions = new Map<string, Session>()
  const keyOf = async (project: string) => {
    const key = keys.get(project) ?? (await readKey(client, project))
    keys.set(project, key)
    return key
  }
  const tokenOf = async (project: string, { session, timeoutMs }: Caller, address: Address) => {
    if (!session) return undefined
    const name = JSON.stringify([project, session.email, session.password])
    const known = sessions.get(name)
    if (known && known.endsAt > Date.now() + mostSlackMs) return known.token
    const fresh = await signIn(address, session, timeoutMs)
    sessions.set(name, fresh)
    return fresh.token
  }
  const urlOf = (project: string) => gateway.replace('{ref}', project)
  const forgetKeys = (project: string) => {
    keys.delete(project)
    sessions.clear()
  }
  return {
    call: async (project, request) => {
      if (request.isKeyless) return await callKeyless(urlOf(project), request)
      const address = { url: urlOf(project), key: await keyOf(project) }
      const answer = await invoke(address, request, await tokenOf(project, request, address))
      if (answer.status === 401) forgetKeys(project)
      return answer
    },
    readTable: async (project, asked) => {
      const address = { url: urlOf(project), key: await keyOf(project) }
      return await readTable(address, asked, await tokenOf(project, asked, address))
    },
  }
}

type Caller = Pick<FunctionCall, 'session' | 'timeoutMs'>

type Address = { url: string; key: string }

/** The old anonymous key is a token itself, so functions that check tokens take it; the new ones are not. */
async function readKey(client: SupabaseClient, project: string): Promise<string> {
  const what = `read the keys of ${project}`
  const found = await client.ask({ what, schema: keysAnswer, path: `${project}/api-keys?reveal=true` })
  const key = found.find(({ name }) => name === 'anon') ?? found.find(({ type }) => type === 'publishable')
  if (key?.api_key) return key.api_key
  const message = `Supabase could not ${what}: ${project} has neither an anonymous nor a publishable key. Make one in the project's settings.`
  throw new UpstreamError(message, { service: supabase.name, isRetryable: false, code: 'no key' })
}

/** Loaded at the first call: many teams never call a function, and it takes some 10 MB. */
const clientAt = async ({ url, key }: Address, more: { fetch: typeof fetch; token?: string | undefined }) => {
  const { createClient } = await import('@supabase/supabase-js')
  const { token } = more
  return createClient(url, key, {
    global: { fetch: more.fetch },
    ...(token === undefined ? {} : { accessToken: async () => token }),
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  })
}

const sessionAnswer = z.object({ access_token: z.string(), expires_in: z.number() })

async function signIn(
  address: Address,
  { email, password }: { email: string; password: string },
  timeoutMs: number,
): Promise<Session> {
  const outside = createOutside({ ...supabase, read: readAuthFailure }, { timeoutMs })
  const session = await outside.act('sign the test user in', sessionAnswer, async (signal) => {
    const client = await clientAt(address, { fetch: (input, init) => fetch(input, { ...init, signal }) })
    const { data, error } = await client.auth.signInWithPassword({ email, password })
    if (error) throw error
    return data.session
  })
  return { token: session.access_token, endsAt: Date.now() + session.expires_in * 1000 }
}

const authFailure = z.object({
  name: z.string().startsWith('Auth'),
  status: z.number().positive(),
  message: z.string(),
})

function readAuthFailure(error: unknown): Failed | undefined {
  const failed = authFailure.safeParse(error).data
  return failed && { status: failed.status, said: failed.message }
}

const callAnswer = z.object({ status: z.number(), latencyMs: z.number(), body: z.string() })

const methods = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'] as const

async function invoke(address: Address, request: FunctionCall, token: string | undefined) {
  const { slug, body, timeoutMs } = request
  const method = methods.find((one) => one === request.method.toUpperCase()) ?? 'POST'
  // A breaker of its own: an error is what the call is meant to find, and must not stop the next one.
  const outside = createOutside(supabase, { timeoutMs })
  return outside.act(`call ${slug}`, callAnswer, async (signal) => {
    const heard = listen(signal)
    const client = await clientAt(address, { fetch: heard.fetch, token })
    const sent = body === undefined ? {} : { body, headers: { 'content-type': typeOf(body) } }
    const { error } = await client.functions.invoke(slug, { method, ...sent })
    const answer = heard.answer()
    if (!answer) throw error?.context instanceof Error ? error.context : error
    return answer
  })
}

const tableAnswer = z.object({ rows: z.number().nullable(), said: z.string() })
const refusal = z.object({ message: z.string() })

/** Only the number of rows leaves this function. */
async function readTable(
  address: Address,
  { table, timeoutMs }: Caller & { table: string },
  token: string | undefined,
) {
  const outside = createOutside(supabase, { timeoutMs })
  return outside.act(`read ${table}`, tableAnswer, async (signal) => {
    const heard = listen(signal)
    const client = await clientAt(address, { fetch: heard.fetch, token })
    const { error } = await client.from(table).select('*').limit(1)
    const answer = heard.answer()
    if (!answer) throw error
    const body = jsonOf(answer.body)
    if (Array.isArray(body)) return { rows: body.length, said: `${answer.status}` }
    return { rows: null, said: `${answer.status} ${refusal.safeParse(body).data?.message ?? ''}`.trim() }
  })
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The client always sends a key, so this call does without it. */
async function callKeyless(url: string, { slug, method, body, timeoutMs }: FunctionCall) {
  const outside = createOutside(supabase, { timeoutMs })
  return outside.act(`call ${slug}`, callAnswer, async (signal) => {
    const heard = listen(signal)
    const headers: HeadersInit = body === undefined ? {} : { 'content-type': typeOf(body) }
    const sent = body === undefined || method === 'GET' ? {} : { body }
    await heard.fetch(`${url}/functions/v1/${slug}`, { method, headers, ...sent })
    return heard.answer()
  })
}

/** What came back, as it came: the client gives a parsed body, and for errors none. */
function listen(signal: AbortSignal) {
  let answer: z.infer<typeof callAnswer> | undefined
  return {
    answer: () => answer,
    fetch: async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const began = performance.now()
      const response = await fetch(input, { ...init, signal })
      const text = await response.text()
      const latencyMs = Math.round(performance.now() - began)
      answer = { status: response.status, latencyMs, body: text.slice(0, mostLetters) }
      return new Response(null, { status: response.status })
    },
  }
}

function typeOf(body: string): string {
  try {
    JSON.parse(body)
    return 'application/json'
  } catch {
    return 'text/plain'
  }
}
