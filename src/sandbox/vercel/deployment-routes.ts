import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { repositoryId } from '../github/world.ts'
import { badRequest, notFound, pageOf, refuse } from './answers.ts'
import { buildName } from './seed.ts'
import { buildShape, failure } from './shapes.ts'
import type { Build, Project, SourceCommit } from './state.ts'
import { findBuild, findProject, readyState, type VercelWorld } from './world.ts'

const deploymentBody = z.object({
  name: z.string().min(1),
  project: z.string().optional(),
  target: z.enum(['production', 'preview', 'staging']).nullish(),
  gitSource: z.object({
    type: z.literal('github'),
    repoId: z.coerce.number().optional(),
    org: z.string().optional(),
    repo: z.string().optional(),
    ref: z.string().min(1),
    sha: z.string().optional(),
  }),
  meta: z.record(z.string(), z.string()).default({}),
  autoAssignCustomDomains: z.boolean().optional(),
})

type DeploymentBody = z.infer<typeof deploymentBody>

/** Builds: create, look, list, cancel, read the log. */
export function deploymentRoutes(world: VercelWorld): Hono {
  const found = (c: Context) => findBuild(world, decodeURIComponent(c.req.param('id') ?? ''))
  return new Hono()
    .post('/:v{v\\d+}/deployments', async (c) => create(c, world, await c.req.json().catch(() => undefined)))
    .get('/:v{v\\d+}/deployments', (c) => list(c, world))
    .get('/:v{v\\d+}/deployments/:id', (c) => {
      const build = found(c)
      return build ? c.json(buildShape(world, build)) : notFound(c, 'Deployment')
    })
    .patch('/:v{v\\d+}/deployments/:id/cancel', (c) => cancel(c, world, found(c)))
    .get('/:v{v\\d+}/deployments/:id/events', (c) => {
      const build = found(c)
      return build ? c.json(logOf(world, build)) : notFound(c, 'Deployment')
    })
}

function create(c: Context, world: VercelWorld, sent: unknown): Response {
  const wanted = deploymentBody.safeParse(sent)
  if (!wanted.success) {
    const issue = wanted.error.issues[0]
    return badRequest(
      c,
      `Invalid request: \`${issue?.path.join('.') || 'body'}\` ${issue?.message ?? 'is missing'}.`,
    )
  }
  const project = findProject(world, wanted.data.project ?? wanted.data.name)
  if (!project) return notFound(c, 'Project')
  const { gitSource } = wanted.data
  const isLinked =
    gitSource.repoId === repositoryId || (gitSource.org === 'harbour' && gitSource.repo === 'shop')
  const commit = isLinked ? world.commit(gitSource.sha ?? gitSource.ref) : undefined
  if (!commit) return refuse(c, 400, 'incorrect_git_source_info', 'The provided Git source is incorrect.')
  const build = begin(world, project, wanted.data, commit)
  world.done('vercel-deployment', build.meta.deploymentKey, {
    id: build.id,
    project: project.id,
    target: build.target,
    sha: build.sha,
    meta: build.meta,
  })
  return c.json(buildShape(world, build))
}

function begin(world: VercelWorld, project: Project, wanted: DeploymentBody, commit: SourceCommit): Build {
  const build: Build = {
    ...buildName(project, `${world.state.builds.length}${commit.sha}`),
    ...commit,
    projectId: project.id,
    target: wanted.target === 'production' ? 'production' : 'preview',
    ref: wanted.gitSource.ref,
    meta: wanted.meta,
    createdAt: world.now().getTime(),
    takesDomains: wanted.autoAssignCustomDomains ?? true,
    fails: world.faults().buildFails,
    isFromTheStart: false,
    wasLive: false,
  }
  world.state.builds.push(build)
  return build
}

function list(c: Context, world: VercelWorld): Response {
  const query = c.req.query()
  const project = query.projectId === undefined ? undefined : findProject(world, query.projectId)
  if (query.projectId !== undefined && !project) return notFound(c, 'Project')
  const states = query.state?.split(',')
  const metas = Object.entries(query).filter(([name]) => name.startsWith('meta-'))
  const wanted = world.state.builds
    .filter((build) => !project || build.projectId === project.id)
    .filter((build) => !query.target || build.target === query.target)
    .filter(
      (build) => (!query.sha || build.sha === query.sha) && (!query.branch || build.ref === query.branch),
    )
    .filter((build) => !states || states.includes(readyState(world, build)))
    .filter((build) => metas.every(([name, value]) => build.meta[name.slice('meta-'.length)] === value))
    .sort((a, b) => b.createdAt - a.createdAt)
  const { items, pagination } = pageOf(c, wanted, (build) => build.createdAt)
  return c.json({ deployments: items.map((build) => buildShape(world, build)), pagination })
}

function cancel(c: Context, world: VercelWorld, build: Build | undefined): Response {
  if (!build) return notFound(c, 'Deployment')
  if (build.end)
    return badRequest(c, `The deployment cannot be canceled because it is already ${build.end.state}.`)
  build.end = { state: 'CANCELED', at: world.now().getTime() }
  world.done('vercel-cancel', build.meta.deploymentKey, { id: build.id })
  return c.json(buildShape(world, build))
}

function logOf(world: VercelWorld, build: Build) {
  const state = readyState(world, build)
  const lines = [`Cloning github.com/harbour/shop (Branch: ${build.ref}, Commit: ${build.sha.slice(0, 7)})`]
  if (state !== 'QUEUED') lines.push('Running "npm ci"', 'Running "npm run build"')
  if (state === 'READY') lines.push('Build Completed in /vercel/output', 'Deployment completed')
  if (state === 'ERROR')
    lines.push('src/lib/basket.ts(14,9): error TS2322: string is not a number.', `Error: ${failure}`)
  return lines.map((text, index) => ({
    type: text.startsWith('Error') ? 'stderr' : 'stdout',
    created: build.createdAt + index * 100,
    payload: {
      deploymentId: build.id,
      id: `${build.createdAt + index}`,
      serial: `${build.createdAt + index}`,
      date: build.createdAt + index * 100,
      text,
      info: { type: 'build', name: 'bld_sandbox' },
    },
  }))
}
