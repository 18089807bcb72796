import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Faults } from '../slack/protocol.ts'
import { advise } from './advisors.ts'
import { refuse } from './answers.ts'
import { signJwt } from './jwt.ts'
import { logRoute } from './log-routes.ts'
import type { Project } from './state.ts'
import { findProject, runnerName, type SupabaseWorld } from './world.ts'

const secretsBody = z.array(z.object({ name: z.string().min(1), value: z.string() }))

/** The projects themselves, their keys, health, secrets and logs. */
export function projectRoutes(world: SupabaseWorld): Hono {
  const within = (answer: (c: Context, project: Project) => Response | Promise<Response>) => (c: Context) => {
    const project = findProject(world, c.req.param('ref') ?? '')
    return project ? answer(c, project) : refuse(c, 404, 'Project not found')
  }
  return new Hono()
    .get('/v1/projects', (c) => c.json(world.state.projects.map(projectShape)))
    .get(
      '/v1/projects/:ref',
      within((c, project) => c.json(projectShape(project))),
    )
    .get(
      '/v1/projects/:ref/health',
      within((c) => health(c, world.faults())),
    )
    .get(
      '/v1/projects/:ref/api-keys',
      within((c, project) => c.json(keysOf(world, project, c.req.query('reveal') === 'true'))),
    )
    .get(
      '/v1/projects/:ref/secrets',
      within((c, { secrets }) => c.json(secrets.map(secretShape))),
    )
    .post(
      '/v1/projects/:ref/secrets',
      within((c, project) => setSecrets(c, world, project)),
    )
    .delete(
      '/v1/projects/:ref/secrets',
      within((c, project) => unsetSecrets(c, world, project)),
    )
    .get(
      '/v1/projects/:ref/advisors/:about',
      within((c) => advise(c)),
    )
    .get('/v1/projects/:ref/analytics/endpoints/logs', within(logRoute(world)))
}

const projectShape = ({ ref, name, createdAt }: Project) => ({
  id: ref,
  ref,
  organization_id: 'harbour',
  organization_slug: 'harbour',
  name,
  region: 'eu-north-1',
  created_at: createdAt,
  status: 'ACTIVE_HEALTHY',
  database: {
    host: `db.${ref}.supabase.co`,
    version: '17.6.1.054',
    postgres_engine: '17',
    release_channel: 'ga',
  },
})

const services = ['auth', 'db', 'db_postgres_user', 'pooler', 'realtime', 'rest', 'storage', 'pg_bouncer']

/** Its database is the shop's. */
function health(c: Context, { databaseDown, databaseFull }: Faults): Response {
  const asked = (c.req.queries('services') ?? []).flatMap((some) => some.split(','))
  if (asked.length === 0) return refuse(c, 400, 'services: Required')
  const unknown = asked.find((name) => !services.includes(name))
  if (unknown !== undefined) return refuse(c, 400, `services: ${unknown} is none of ${services.join(', ')}`)
  const isWell = (name: string) => name !== 'db' || !(databaseDown || databaseFull)
  return c.json(
    asked.map((name) => ({
      name,
      healthy: isWell(name),
      status: isWell(name) ? 'ACTIVE_HEALTHY' : 'UNHEALTHY',
      ...(isWell(name) ? {} : { error: 'no connection is possible' }),
    })),
  )
}

const yearSeconds = 31_536_000

/** A key that passes for a role; it lasts ten years from the project's creation. */
export function keyOf({ state }: SupabaseWorld, { ref, createdAt }: Project, role: string): string {
  const iat = Math.floor(Date.parse(createdAt) / 1000)
  return signJwt(state.jwtSecret, { iss: 'supabase', ref, role, iat, exp: iat + 10 * yearSeconds })
}

export const publishableKeyOf = ({ ref }: Project): string => `sb_publishable_${ref}`

function keysOf(world: SupabaseWorld, project: Project, isRevealed: boolean) {
  const legacy = ['anon', 'service_role'].map((name) => {
    const key = keyOf(world, project, name)
    return {
      name,
      id: name,
      type: 'legacy',
      api_key: isRevealed ? key : `${key.slice(0, 8)}···`,
      description: null,
    }
  })
  const publishable = {
    name: 'default',
    id: `${project.ref}-publishable`,
    type: 'publishable',
    api_key: publishableKeyOf(project),
    description: null,
  }
  return [...legacy, publishable]
}

/** Supabase shows what a value hashes to, and never the value. */
const secretShape = ({ name, value, updatedAt }: Project['secrets'][number]) => ({
  name,
  value: createHash('sha256').update(value).digest('hex'),
  updated_at: updatedAt,
})

async function setSecrets(c: Context, world: SupabaseWorld, project: Project): Promise<Response> {
  const sent = secretsBody.safeParse(await c.req.json().catch(() => undefined))
  if (!sent.success) return refuse(c, 400, 'body: must be an array of names and values')
  const reserved = sent.data.find(({ name }) => name.startsWith('SUPABASE_'))
  if (reserved) return refuse(c, 400, `${reserved.name}: names must not start with the SUPABASE_ prefix`)
  const names = new Set(sent.data.map(({ name }) => name))
  const updatedAt = world.now().toISOString()
  const added = sent.data.map((secret) => ({ ...secret, updatedAt }))
  project.secrets = [...project.secrets.filter(({ name }) => !names.has(name)), ...added]
  renewed(world, project)
  world.records.push({
    at: updatedAt,
    act: 'supabase-secrets',
    detail: { ref: project.ref, names: [...names] },
  })
  world.changed()
  return c.body(null, 201)
}

/** The next call of each function sees the new values. */
function renewed({ runners }: SupabaseWorld, project: Project): void {
  for (const deployed of project.functions) runners.stop(runnerName(project, deployed))
}

async function unsetSecrets(c: Context, world: SupabaseWorld, project: Project): Promise<Response> {
  const sent = z.array(z.string()).safeParse(await c.req.json().catch(() => undefined))
  if (!sent.success) return refuse(c, 400, 'body: must be an array of names')
  project.secrets = project.secrets.filter(({ name }) => !sent.data.includes(name))
  renewed(world, project)
  world.changed()
  return c.json({})
}
