import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { badRequest, notFound, pageOf, refuse } from './answers.ts'
import { addressOf, projectShape } from './shapes.ts'
import type { AliasRequest, Project } from './state.ts'
import { findBuild, findProject, startRollout, type VercelWorld } from './world.ts'

/** Projects, their domains, and what production points at. */
export function projectRoutes(world: VercelWorld): Hono {
  const found = (c: Context) => findProject(world, c.req.param('project') ?? '')
  return new Hono()
    .get('/:v{v\\d+}/projects', (c) => {
      const { items, pagination } = pageOf(c, world.state.projects, (project) => project.liveSince)
      return c.json({ projects: items.map((project) => projectShape(world, project)), pagination })
    })
    .get('/:v{v\\d+}/projects/:project', (c) => {
      const project = found(c)
      return project ? c.json(projectShape(world, project)) : notFound(c, 'Project')
    })
    .patch('/:v{v\\d+}/projects/:project', async (c) => {
      const project = found(c)
      return project
        ? update(c, world, project, await c.req.json().catch(() => undefined))
        : notFound(c, 'Project')
    })
    .get('/:v{v\\d+}/projects/:project/domains', (c) => {
      const project = found(c)
      return project ? c.json(domainsOf(project)) : notFound(c, 'Project')
    })
    .get('/:v{v\\d+}/projects/:project/promote/aliases', (c) => {
      const project = found(c)
      return project ? c.json(promotedAliases(world, project)) : notFound(c, 'Project')
    })
    .post('/:v{v\\d+}/projects/:project/promote/:build', (c) => {
      const project = found(c)
      return project ? point(c, world, project, 'promote') : notFound(c, 'Project')
    })
    .post('/:v{v\\d+}/projects/:project/rollback/:build', (c) => {
      const project = found(c)
      return project ? point(c, world, project, 'rollback') : notFound(c, 'Project')
    })
    .route('/', aliasRoutes(world))
}

const projectBody = z.strictObject({ autoAssignCustomDomains: z.boolean().optional() })

function update(c: Context, world: VercelWorld, project: Project, body: unknown): Response {
  const wanted = projectBody.safeParse(body)
  if (!wanted.success) return badRequest(c, 'Invalid request: the sandbox knows `autoAssignCustomDomains`.')
  const { autoAssignCustomDomains: assigns } = wanted.data
  if (assigns !== undefined) project.autoAssignsDomains = assigns
  world.done('vercel-project', undefined, { project: project.id, autoAssignCustomDomains: assigns })
  return c.json(projectShape(world, project))
}

function point(c: Context, world: VercelWorld, project: Project, type: AliasRequest['type']): Response {
  const build = findBuild(world, c.req.param('build') ?? '')
  if (!build || build.projectId !== project.id) return notFound(c, 'Deployment')
  if (build.end?.state !== 'READY')
    return badRequest(c, `The deployment is not ready, so it can't be ${type}d.`)
  if (build.target !== 'production')
    return badRequest(c, 'Only a production build can take the production domains.')
  if (project.lastAliasRequest?.isDone === false) {
    return refuse(c, 409, 'conflict', 'Another promotion or rollback of this project is in progress.')
  }
  const isRolling = project.rollout?.state === 'ACTIVE'
  if (type === 'promote' && isRolling) {
    return refuse(c, 409, 'conflict', 'A rolling release is in progress. Complete or abort it first.')
  }
  // Back to what is current is how a rolling release is aborted.
  if (project.live === build.id && !isRolling) {
    return refuse(c, 409, 'conflict', 'The deployment is already the current production deployment.')
  }
  if (type === 'rollback' && !build.wasLive) return badRequest(c, 'The deployment was never in production.')
  const requestedAt = world.now().getTime()
  const begins = type === 'promote' && project.rolling && project.live !== null
  if (project.rolling && begins) startRollout(project, project.rolling, build.id, requestedAt)
  else project.lastAliasRequest = { type, from: project.live, to: build.id, requestedAt, isDone: false }
  world.done(`vercel-${type}`, build.id, { project: project.id, from: project.live, to: build.id })
  if (type === 'promote') return c.body(null, 202)
  project.rollbackDescription = c.req.query('description') ?? ''
  return c.body(null, 201)
}

function promotedAliases(world: VercelWorld, project: Project) {
  const request = project.lastAliasRequest
  const status = request?.isDone === false ? 'pending' : 'completed'
  const aliases = request
    ? [{ alias: addressOf(world, project.domain), id: `alias_${project.id}`, status }]
    : []
  return { aliases, pagination: { count: aliases.length, next: null, prev: null } }
}

/** The staging domain follows the branch `staging`; a domain without a branch is production's. */
function domainsOf(project: Project) {
  const common = { apexName: 'harbour.example', projectId: project.id, verified: true, redirect: null }
  const domains = [
    { ...common, name: project.domain, gitBranch: null },
    { ...common, name: project.previewDomain, gitBranch: 'staging' },
    ...project.otherPreviewDomains.map((name) => ({ ...common, name, gitBranch: 'next' })),
  ]
  return { domains, pagination: { count: domains.length, next: null, prev: null } }
}

const aliasBody = z.object({ alias: z.string().min(1), redirect: z.string().nullish() })

function aliasRoutes(world: VercelWorld): Hono {
  return new Hono()
    .get('/:v{v\\d+}/aliases', (c) => {
      const { items, pagination } = pageOf(
        c,
        Object.keys(world.state.aliases),
        () => world.now().getTime() - 1,
      )
      return c.json({ aliases: items.map((host) => aliasShape(world, host)), pagination })
    })
    .get('/:v{v\\d+}/aliases/:alias', (c) => {
      const host = c.req.param('alias').replace(/^.*\/sites\//, '')
      return Object.hasOwn(world.state.aliases, host) ? c.json(aliasShape(world, host)) : notFound(c, 'Alias')
    })
    .post('/:v{v\\d+}/deployments/:build/aliases', async (c) => {
      const wanted = aliasBody.safeParse(await c.req.json().catch(() => undefined))
      return wanted.success
        ? assign(c, world, wanted.data.alias)
        : badRequest(c, 'Missing required property `alias`.')
    })
}

function assign(c: Context, world: VercelWorld, host: string): Response {
  const build = findBuild(world, c.req.param('build') ?? '')
  if (!build) return notFound(c, 'Deployment')
  if (build.end?.state !== 'READY')
    return refuse(c, 400, 'deployment_not_ready', 'The deployment is not ready yet.')
  const project = world.state.projects.find((one) => one.domain === host || one.previewDomain === host)
  if (project?.id !== build.projectId)
    return refuse(c, 403, 'forbidden', `You don't have access to the domain ${host}.`)
  const at = world.now().getTime()
  const oldDeploymentId = world.state.aliases[host]?.build ?? null
  world.state.aliases[host] = { build: build.id, at }
  world.done('vercel-alias', build.id, { alias: host, from: oldDeploymentId, to: build.id })
  return c.json({ uid: `alias_${host}`, alias: host, created: new Date(at).toISOString(), oldDeploymentId })
}

function aliasShape(world: VercelWorld, host: string) {
  const alias = world.state.aliases[host]
  const build = alias && findBuild(world, alias.build)
  return {
    uid: `alias_${host}`,
    alias: host,
    deploymentId: alias?.build ?? null,
    projectId: build?.projectId ?? null,
    created: new Date(alias?.at ?? 0).toISOString(),
    createdAt: alias?.at ?? 0,
    updatedAt: alias?.at ?? 0,
    deployment: build && {
      id: build.id,
      url: addressOf(world, build.host),
      meta: JSON.stringify(build.meta),
    },
  }
}
