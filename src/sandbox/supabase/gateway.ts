import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { unpack } from './archive.ts'
import { failing } from './failing.ts'
import { readJwt, signJwt } from './jwt.ts'
import { keyOf, publishableKeyOf } from './project-routes.ts'
import type { Program } from './runner-protocol.ts'
import type { RunnerAnswer } from './runners.ts'
import type { EdgeFunction, Project } from './state.ts'
import { bodyOf, findFunction, findProject, runnerName, type SupabaseWorld, testUsers } from './world.ts'

/** The projects' own addresses, `/<ref>/functions/v1/…` and so on, as they are at `<ref>.supabase.co`. */
export function gatewayRoutes(world: SupabaseWorld): Hono {
  const within =
    (answer: (c: Context, world: SupabaseWorld, project: Project) => Response | Promise<Response>) =>
    (c: Context) => {
      const project = findProject(world, c.req.param('ref') ?? '')
      return project ? answer(c, world, project) : c.json({ message: 'Project not found' }, 404)
    }
  return new Hono()
    .all('/:ref/functions/v1/:slug/*', within(invoke))
    .all('/:ref/functions/v1/:slug', within(invoke))
    .post('/:ref/auth/v1/token', within(signIn))
    .get(
      '/:ref/auth/v1/health',
      within((c) => c.json({ name: 'GoTrue', version: 'v2.190.0' })),
    )
    .get('/:ref/rest/v1/', within(restRoot))
    .get('/:ref/rest/v1/:table', within(restTable))
}

async function invoke(c: Context, world: SupabaseWorld, project: Project): Promise<Response> {
  const deployed = findFunction(project, c.req.param('slug') ?? '')
  if (!deployed) return c.json({ code: 'NOT_FOUND', message: 'Requested function was not found' }, 404)
  const began = performance.now()
  const executionId = randomUUID()
  const refusal = deployed.verifyJwt && c.req.method !== 'OPTIONS' ? unauthorised(c, world) : undefined
  const response =
    refusal ?? failing(c, world, project, deployed) ?? (await run(c, world, project, deployed, executionId))
  const ms = Math.round((performance.now() - began) * 10) / 10
  world.log({
    ref: project.ref,
    source: 'function_edge_logs',
    message: `${c.req.method} | ${response.status} | ${c.req.path}`,
    attributes: {
      function_id: deployed.id,
      version: String(deployed.version),
      'request.method': c.req.method,
      'response.status_code': String(response.status),
      execution_time_ms: String(ms),
      execution_id: executionId,
    },
  })
  return response
}

function unauthorised(c: Context, world: SupabaseWorld): Response | undefined {
  const given = c.req.header('authorization')
  if (given === undefined) return c.json({ code: 401, message: 'Missing authorization header' }, 401)
  const token = /^bearer\s+(\S+)$/i.exec(given)?.[1] ?? ''
  return isSigned(world, token) ? undefined : c.json({ code: 401, message: 'Invalid JWT' }, 401)
}

function isSigned(world: SupabaseWorld, token: string): boolean {
  try {
    return readJwt(world.state.jwtSecret, token, world.now()) !== undefined
  } catch {
    return false
  }
}

async function run(
  c: Context,
  world: SupabaseWorld,
  project: Project,
  deployed: EdgeFunction,
  executionId: string,
): Promise<Response> {
  const hasBody = c.req.method !== 'GET' && c.req.method !== 'HEAD'
  const answer = await world.runners.call({
    name: runnerName(project, deployed),
    version: String(deployed.version),
    program: () => programOf(world, project, deployed),
    request: {
      method: c.req.method,
      url: c.req.url,
      headers: [...c.req.raw.headers],
      body: hasBody ? new Uint8Array(await c.req.arrayBuffer()) : null,
    },
  })
  if (answer.end === 'broken' || answer.end === 'crashed') {
    const { id, version } = deployed
    const attributes = {
      function_id: id,
      version: String(version),
      level: 'error',
      execution_id: executionId,
    }
    world.log({ ref: project.ref, source: 'function_logs', message: answer.why, attributes })
  }
  return responseTo(c, answer)
}

function programOf(world: SupabaseWorld, project: Project, deployed: EdgeFunction): Program {
  const archive = unpack(bodyOf(world, deployed))
  if (!archive) throw new Error(`The sandbox cannot read the body of ${deployed.slug}.`)
  const secrets = project.secrets.map(({ name, value }) => [name, value])
  const env = {
    ...Object.fromEntries(secrets),
    SUPABASE_URL: world.gatewayUrl(project.ref),
    SUPABASE_ANON_KEY: keyOf(world, project, 'anon'),
  }
  return { ...archive, env }
}

function responseTo(c: Context, answer: RunnerAnswer): Response {
  if (answer.end === 'answered') {
    const isEmpty = answer.status === 204 || answer.status === 304
    const body = isEmpty ? null : new Uint8Array(answer.body)
    return new Response(body, { status: answer.status, headers: answer.headers })
  }
  if (answer.end === 'broken')
    return c.json({ code: 'BOOT_ERROR', message: 'Function failed to start (please check logs)' }, 503)
  if (answer.end === 'late') {
    return c.json({ code: 'IDLE_TIMEOUT', message: 'The function did not answer in time' }, 504)
  }
  return c.json({ code: 'WORKER_ERROR', message: 'Function exited due to an error (please check logs)' }, 500)
}

/** Every service but the functions wants one of the project's keys. */
function hasKey(c: Context, world: SupabaseWorld, project: Project): boolean {
  const key = c.req.header('apikey') ?? ''
  return key === publishableKeyOf(project) || isSigned(world, key)
}

const noKey = (c: Context): Response =>
  c.json({ message: 'No API key found in request', hint: 'No `apikey` request header was found.' }, 401)

const credentials = z.object({ email: z.string(), password: z.string() })

const sessionSeconds = 3600

async function signIn(c: Context, world: SupabaseWorld, project: Project): Promise<Response> {
  if (!hasKey(c, world, project)) return noKey(c)
  const given = credentials.safeParse(await c.req.json().catch(() => undefined))
  if (c.req.query('grant_type') !== 'password' || !given.success)
    return c.json({ code: 400, error_code: 'validation_failed', msg: 'missing email or password' }, 400)
  const { email, password } = given.data
  const user = testUsers.find((one) => one.email === email && one.password === password)
  if (!user)
    return c.json({ code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' }, 400)
  const expiresAt = Math.floor(world.now().getTime() / 1000) + sessionSeconds
  const content = { sub: user.id, email, aud: 'authenticated', role: 'authenticated', exp: expiresAt }
  return c.json({
    access_token: signJwt(world.state.jwtSecret, content),
    token_type: 'bearer',
    expires_in: sessionSeconds,
    expires_at: expiresAt,
    refresh_token: randomUUID(),
    user: {
      id: user.id,
      aud: 'authenticated',
      role: 'authenticated',
      email,
      app_metadata: {},
      user_metadata: {},
    },
  })
}

function restRoot(c: Context, world: SupabaseWorld, project: Project): Response {
  if (!hasKey(c, world, project)) return noKey(c)
  return c.json({ swagger: '2.0', info: { title: 'standard public schema', version: '14.1' }, paths: {} })
}

/** In the role that the token names, which is that of the key where nobody is signed in. */
async function restTable(c: Context, world: SupabaseWorld, project: Project): Promise<Response> {
  if (!hasKey(c, world, project)) return noKey(c)
  const token = /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
  const claims =
    token === publishableKeyOf(project) ? undefined : readJwt(world.state.jwtSecret, token, world.now())
  const limit = Number(c.req.query('limit') ?? 1000)
  const table = c.req.param('table') ?? ''
  const answer = await world.readTable({ role: claims?.role ?? 'anon', claims: claims ?? {}, table, limit })
  return Response.json(answer.body, { status: answer.status })
}
