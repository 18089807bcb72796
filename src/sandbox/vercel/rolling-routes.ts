import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { badRequest, notFound, refuse } from './answers.ts'
import { rolloutShape } from './rolling-shapes.ts'
import type { Build, Project, Rollout } from './state.ts'
import { findBuild, findProject, startRollout, type VercelWorld } from './world.ts'

type Act = (c: Context, world: VercelWorld, project: Project, body: unknown) => Response

/** Rolling releases: production's visitors are given to a new build in stages. */
export function rollingRoutes(world: VercelWorld): Hono {
  const path = '/:v{v\\d+}/projects/:project/rolling-release'
  const route = (act: Act) => async (c: Context) => {
    const project = findProject(world, c.req.param('project') ?? '')
    return project
      ? act(c, world, project, await c.req.json().catch(() => undefined))
      : notFound(c, 'Project')
  }
  return new Hono()
    .get(path, route(show))
    .get(`${path}/config`, route(showConfig))
    .patch(`${path}/config`, route(configure))
    .delete(`${path}/config`, route(disable))
    .post(`${path}/start`, route(start))
    .post(`${path}/approve-stage`, route(approve))
    .post(`${path}/complete`, route(complete))
}

function show(c: Context, world: VercelWorld, project: Project): Response {
  const { rollout } = project
  const wanted = c.req.query('state')
  const isShown = rollout && (wanted === undefined || wanted === rollout.state)
  return c.json({ rollingRelease: isShown ? rolloutShape(world, rollout) : null })
}

function showConfig(c: Context, _world: VercelWorld, project: Project): Response {
  return c.json({ rollingRelease: project.rolling ?? null })
}

const stage = z.object({
  targetPercentage: z.number().min(0).max(100),
  requireApproval: z.boolean().optional(),
  duration: z.number().positive().optional(),
})
const configBody = z.object({
  enabled: z.boolean().optional(),
  target: z.literal('production').default('production'),
  advancementType: z.enum(['automatic', 'manual-approval']).default('manual-approval'),
  stages: z.array(stage).min(2, 'must have two stages or more').max(10),
})

function configure(c: Context, world: VercelWorld, project: Project, body: unknown): Response {
  if (z.object({ enabled: z.literal(false) }).safeParse(body).success) return disable(c, world, project)
  const wanted = configBody.safeParse(body)
  if (!wanted.success) {
    const issue = wanted.error.issues[0]
    return badRequest(c, `Invalid request: \`${issue?.path.join('.') || 'body'}\` ${issue?.message}.`)
  }
  const percentages = wanted.data.stages.map((one) => one.targetPercentage)
  if (percentages.at(-1) !== 100) return badRequest(c, 'The last stage must have targetPercentage 100.')
  if (percentages.some((percentage, index) => percentage <= (percentages[index - 1] ?? -1)))
    return badRequest(c, 'Each stage must have a larger targetPercentage than the one before.')
  const { enabled: _, ...config } = wanted.data
  project.rolling = config
  world.done('vercel-rolling-config', undefined, { project: project.id, percentages })
  return c.json({ rollingRelease: config })
}

/** A release that is under way goes on. */
function disable(c: Context, world: VercelWorld, project: Project): Response {
  delete project.rolling
  world.done('vercel-rolling-config', undefined, { project: project.id, percentages: [] })
  return c.json({ rollingRelease: null })
}

const canaryBody = z.object({ canaryDeploymentId: z.string() })
const approveBody = canaryBody.extend({ nextStageIndex: z.number().int() })

function start(c: Context, world: VercelWorld, project: Project, body: unknown): Response {
  const wanted = canaryBody.safeParse(body).data
  if (!wanted) return badRequest(c, 'Missing required property `canaryDeploymentId`.')
  const build = findBuild(world, wanted.canaryDeploymentId)
  if (build?.projectId !== project.id) return notFound(c, 'Deployment')
  const { rollout } = project
  if (rollout?.state === 'ACTIVE' && rollout.canary === build.id)
    return c.json({ rollingRelease: rolloutShape(world, rollout) })
  const obstacle = obstacleTo(c, project, build)
  if (obstacle || !project.rolling)
    return obstacle ?? refuse(c, 422, 'not_enabled', 'Rolling Releases are not enabled for this project.')
  startRollout(project, project.rolling, build.id, world.now().getTime())
  return answer(c, world, project, 'vercel-rolling-start')
}

function obstacleTo(c: Context, project: Project, build: Build): Response | undefined {
  if (project.rollout?.state === 'ACTIVE')
    return refuse(c, 409, 'conflict', 'Another rolling release of this project is in progress.')
  if (project.lastAliasRequest?.isDone === false)
    return refuse(c, 409, 'conflict', 'Another promotion or rollback of this project is in progress.')
  if (project.live === build.id)
    return refuse(c, 409, 'conflict', 'The deployment is already the current production deployment.')
  if (build.end?.state !== 'READY' || build.target !== 'production')
    return refuse(c, 422, 'invalid_deployment', 'Only a production build that is ready can be released.')
  return undefined
}

function approve(c: Context, world: VercelWorld, project: Project, body: unknown): Response {
  const wanted = approveBody.safeParse(body).data
  if (!wanted) return badRequest(c, 'Missing required property `nextStageIndex` or `canaryDeploymentId`.')
  const rollout = activeOf(project, wanted.canaryDeploymentId)
  if (!rollout) return badRequest(c, 'There is no active rolling release of this deployment.')
  const stages = rollout.config.stages.length
  if (wanted.nextStageIndex !== rollout.stage + 1 || wanted.nextStageIndex >= stages)
    return badRequest(c, `The next stage is ${rollout.stage + 1}, not ${wanted.nextStageIndex}.`)
  return advance(c, world, project, rollout, wanted.nextStageIndex, 'vercel-rolling-approve')
}

function complete(c: Context, world: VercelWorld, project: Project, body: unknown): Response {
  const wanted = canaryBody.safeParse(body).data
  if (!wanted) return badRequest(c, 'Missing required property `canaryDeploymentId`.')
  const rollout = activeOf(project, wanted.canaryDeploymentId)
  if (!rollout) return badRequest(c, 'There is no active rolling release of this deployment.')
  return advance(c, world, project, rollout, rollout.config.stages.length - 1, 'vercel-rolling-complete')
}

function activeOf({ rollout }: Project, canary: string): Rollout | undefined {
  return rollout?.state === 'ACTIVE' && rollout.canary === canary ? rollout : undefined
}

/** The last stage promotes: the domains move a moment later, and with them the release ends. */
function advance(
  c: Context,
  world: VercelWorld,
  project: Project,
  rollout: Rollout,
  to: number,
  act: string,
): Response {
  if (project.lastAliasRequest?.isDone === false)
    return refuse(c, 409, 'conflict', 'Another promotion or rollback of this project is in progress.')
  const now = world.now().getTime()
  Object.assign(rollout, { stage: to, updatedAt: now })
  if (to === rollout.config.stages.length - 1) {
    const { base: from, canary } = rollout
    project.lastAliasRequest = { type: 'promote', from, to: canary, requestedAt: now, isDone: false }
  }
  return answer(c, world, project, act)
}

function answer(c: Context, world: VercelWorld, project: Project, act: string): Response {
  const { rollout } = project
  if (!rollout) return refuse(c, 409, 'conflict', 'There is nothing in production to release against.')
  const { canary, base, stage, config } = rollout
  const percentage = config.stages[stage]?.targetPercentage
  world.done(act, canary, { project: project.id, canary, base, stage, percentage })
  return c.json({ rollingRelease: rolloutShape(world, rollout) })
}
