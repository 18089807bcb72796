/** Slack's Web API over HTTP: tokens, limits, scopes, and the answer in Slack's form. */
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { silence } from '../outages.ts'
import { type Arguments, readArguments } from './arguments.ts'
import { refuseCharts } from './charts.ts'
import type { FailurePlan } from './failure-plan.ts'
import type { Answer, Call, Method, Methods } from './method.ts'
import type { RateLimiter } from './rate-limits.ts'
import { SlackRefusal } from './refusal.ts'
import type { Workspace } from './workspace.ts'

type Env = { Bindings: HttpBindings }

export type WebApi = { workspace: Workspace; methods: Methods; limiter: RateLimiter; failures: FailurePlan }

export function webApiRoutes(api: WebApi): Hono<Env> {
  const routes = new Hono<Env>()
  routes.on(['GET', 'POST'], '/:method', (c) => answerCall(api, c, c.req.param('method')))
  return routes
}

async function answerCall(api: WebApi, c: Context<Env>, name: string): Promise<Response> {
  const request = c.req.raw
  const { workspace, failures } = api
  if (workspace.faults().slackSilent) {
    const isStillThere = await silence(c, () => workspace.faults().slackSilent)
    if (!isStillThere) return RESPONSE_ALREADY_SENT
  }
  if (workspace.faults().slackRateLimited) return tooMany(c, 2)
  const planned = failures.take(name)
  if (planned === 'silence') {
    await silence(c, () => true)
    return RESPONSE_ALREADY_SENT
  }
  if (planned === '429') return tooMany(c, 1)
  const answer = await outcome(api, name, request, planned?.error)
  if (failures.takeLoss(name)) {
    c.env.incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  }
  if (answer.retryAfter !== undefined) return tooMany(c, answer.retryAfter)
  c.header('x-oauth-scopes', scopesOf(workspace).join(','))
  return c.json(answer.body)
}

function tooMany(c: Context, retryAfter: number): Response {
  return c.json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(retryAfter) })
}

type Outcome = { body: Answer; retryAfter?: number }

async function outcome(api: WebApi, name: string, request: Request, planned?: string): Promise<Outcome> {
  try {
    if (planned) throw new SlackRefusal(planned)
    const args = await readArguments(request)
    const method = Object.hasOwn(api.methods, name) ? api.methods[name] : undefined
    if (!method) throw new SlackRefusal('unknown_method', [], { req_method: name })
    checkToken(api.workspace, method, tokenOf(request, args))
    const retryAfter = waitSeconds(api, name, method, args)
    if (retryAfter !== undefined) return { body: {}, retryAfter }
    const call = { workspace: api.workspace, args }
    checkScope(method, call)
    refuseCharts(api.workspace, args.json('blocks'))
    return { body: { ok: true, ...method.run(call) } }
  } catch (error) {
    if (error instanceof SlackRefusal) return { body: refusalBody(error) }
    throw error
  }
}

function refusalBody({ code, details, extra }: SlackRefusal): Answer {
  const told = details.length > 0 ? { response_metadata: { messages: details } } : {}
  return { ok: false, error: code, ...extra, ...told }
}

function tokenOf(request: Request, args: Arguments): string {
  const header = request.headers.get('authorization') ?? ''
  return header.replace(/^Bearer\s+/i, '') || args.text('token') || ''
}

function checkToken({ state }: Workspace, method: Method, token: string): void {
  if (!token) throw new SlackRefusal('not_authed')
  const kind = token === state.tokens.bot ? 'bot' : token === state.tokens.app ? 'app' : undefined
  if (!kind) throw new SlackRefusal('invalid_auth')
  if (kind !== (method.token ?? 'bot')) throw new SlackRefusal('not_allowed_token_type')
}

function waitSeconds(
  { limiter }: WebApi,
  name: string,
  { tier }: Method,
  args: Arguments,
): number | undefined {
  const wait = limiter.waitSeconds(name, tier)
  if (wait !== undefined || name !== 'chat.postMessage') return wait
  return limiter.waitSecondsToPost(args.text('channel') ?? '')
}

const leftOut = ['pins:write', 'reactions:read']

/** As they were granted when the app was installed. */
const scopesOf = ({ manifest, faults }: Workspace): string[] =>
  faults().slackScopeMissing ? manifest.scopes.filter((scope) => !leftOut.includes(scope)) : manifest.scopes

function checkScope(method: Method, call: Call): void {
  const needed = typeof method.scope === 'function' ? method.scope(call) : method.scope
  const provided = scopesOf(call.workspace)
  if (!needed || needed.some((scope) => provided.includes(scope))) return
  throw new SlackRefusal('missing_scope', [], { needed: needed.join(','), provided: provided.join(',') })
}
