import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { body, invalid, notFound, page, refuse } from './answers.ts'
import { combined } from './check-routes.ts'
import { compare, resolve } from './graph.ts'
import { people } from './people.ts'
import { deploymentShape, deploymentStatusShape } from './shapes.ts'
import type { Commit, Deployment, DeploymentStatus } from './state.ts'
import type { GithubWorld } from './world.ts'

const deploymentBody = z.object({
  ref: z.string().min(1),
  task: z.string().default('deploy'),
  auto_merge: z.boolean().default(true),
  required_contexts: z.array(z.string()).optional(),
  payload: z.union([z.record(z.string(), z.unknown()), z.string()]).default(''),
  environment: z.string().default('production'),
  description: z.string().max(140).nullable().default(''),
  transient_environment: z.boolean().default(false),
  production_environment: z.boolean().optional(),
})

const statusBody = z.object({
  state: z.enum(['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success']),
  log_url: z.string().default(''),
  target_url: z.string().default(''),
  description: z.string().max(140).default(''),
  environment_url: z.string().default(''),
  auto_inactive: z.boolean().default(true),
})

type DeploymentBody = z.infer<typeof deploymentBody>

/** Deployments and their statuses, with the defaults and conflicts that the real API has. */
export function deploymentRoutes(world: GithubWorld): Hono {
  return new Hono()
    .post('/deployments', async (c) => createDeployment(c, world, await body(c)))
    .get('/deployments', (c) => listDeployments(c, world))
    .get('/deployments/:id', (c) => {
      const found = find(world, c.req.param('id'))
      return found ? c.json(deploymentShape(c, found, people.tomas)) : notFound(c)
    })
    .get('/deployments/:id/statuses', (c) => {
      const found = find(world, c.req.param('id'))
      if (!found) return notFound(c)
      const newestFirst = [...found.statuses].reverse()
      return c.json(
        page(c, newestFirst).map((status) => deploymentStatusShape(c, found, status, people.tomas)),
      )
    })
    .post('/deployments/:id/statuses', async (c) => addStatus(c, world, c.req.param('id'), await body(c)))
}

function createDeployment(c: Context, world: GithubWorld, sent: unknown): Response {
  const wanted = deploymentBody.safeParse(sent)
  if (!wanted.success)
    return invalid(c, 'Deployment', String(wanted.error.issues[0]?.path[0] ?? 'ref'), 'missing_field')
  const commit = resolve(world.state, wanted.data.ref)
  if (!commit) return refuse(c, 422, `No ref found for: ${wanted.data.ref}`)
  if (wanted.data.auto_merge && isBehindMain(world, wanted.data.ref, commit)) {
    return c.json({ message: `Auto-merged main into ${wanted.data.ref} on deployment.` }, 202)
  }
  const unmet = unmetContexts(world, commit, wanted.data.required_contexts)
  if (unmet.length > 0) {
    const errors = [{ contexts: unmet, resource: 'Deployment', field: 'required_contexts', code: 'invalid' }]
    return refuse(c, 409, `Conflict: Commit status checks failed for ${wanted.data.ref}.`, errors)
  }
  const deployment = newDeployment(world, wanted.data, commit)
  world.state.deployments.push(deployment)
  const { id, environment, sha, payload } = deployment
  world.done('github-deployment', keyOf(payload), { id, environment, sha, payload })
  return c.json(deploymentShape(c, deployment, people.tomas), 201)
}

function newDeployment(world: GithubWorld, wanted: DeploymentBody, commit: Commit): Deployment {
  return {
    id: world.state.nextId++,
    sha: commit.sha,
    ref: wanted.ref,
    task: wanted.task,
    environment: wanted.environment,
    description: wanted.description ?? '',
    payload: wanted.payload,
    isTransient: wanted.transient_environment,
    isProduction: wanted.production_environment ?? wanted.environment === 'production',
    createdAt: world.now().toISOString(),
    statuses: [],
  }
}

function isBehindMain(world: GithubWorld, ref: string, commit: Commit): boolean {
  const main = resolve(world.state, 'main')
  const isBranch = ref in world.state.branches && ref !== 'main'
  return isBranch && main !== undefined && (compare(world.state, main, commit)?.behind.length ?? 0) > 0
}

/** Left out, `required_contexts` means every status the commit has; an empty list means none. */
function unmetContexts(world: GithubWorld, commit: Commit, required: string[] | undefined) {
  const statuses = world.state.statuses.filter((status) => status.sha === commit.sha)
  const wanted = required ?? [...new Set(statuses.map((status) => status.context))]
  return wanted
    .map((context) => ({ context, state: combined(statuses.filter((status) => status.context === context)) }))
    .filter((context) => context.state !== 'success')
}

function keyOf(payload: unknown): string | undefined {
  const keyed = z.object({ key: z.string() }).safeParse(payload)
  return keyed.success ? keyed.data.key : undefined
}

function listDeployments(c: Context, world: GithubWorld): Response {
  const { sha, ref, task, environment } = c.req.query()
  const found = world.state.deployments
    .filter((one) => (!sha || one.sha === sha) && (!ref || one.ref === ref))
    .filter((one) => (!task || one.task === task) && (!environment || one.environment === environment))
    .reverse()
  return c.json(page(c, found).map((one) => deploymentShape(c, one, people.tomas)))
}

function find(world: GithubWorld, id: string): Deployment | undefined {
  return world.state.deployments.find((deployment) => String(deployment.id) === id)
}

function addStatus(c: Context, world: GithubWorld, id: string, sent: unknown): Response {
  const deployment = find(world, id)
  if (!deployment) return notFound(c)
  const wanted = statusBody.safeParse(sent)
  if (!wanted.success)
    return invalid(c, 'DeploymentStatus', String(wanted.error.issues[0]?.path[0] ?? 'state'))
  const status = newStatus(world, wanted.data.state, wanted.data)
  deployment.statuses.push(status)
  if (status.state === 'success' && wanted.data.auto_inactive) retireOthers(world, deployment)
  world.done('github-deployment-status', keyOf(deployment.payload), {
    deployment: deployment.id,
    state: status.state,
  })
  return c.json(deploymentStatusShape(c, deployment, status, people.tomas), 201)
}

function newStatus(world: GithubWorld, state: string, sent?: z.infer<typeof statusBody>): DeploymentStatus {
  return {
    id: world.state.nextId++,
    state,
    description: sent?.description ?? '',
    logUrl: sent?.log_url || sent?.target_url || '',
    environmentUrl: sent?.environment_url ?? '',
    createdAt: world.now().toISOString(),
  }
}

function retireOthers(world: GithubWorld, current: Deployment): void {
  for (const other of world.state.deployments) {
    const isSuperseded = other !== current && other.environment === current.environment && !other.isTransient
    if (isSuperseded && other.statuses.at(-1)?.state === 'success')
      other.statuses.push(newStatus(world, 'inactive'))
  }
}
