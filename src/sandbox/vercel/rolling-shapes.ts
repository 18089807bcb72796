import { addressOf } from './shapes.ts'
import type { Build, Rollout } from './state.ts'
import { findBuild, findProject, readyState, type VercelWorld } from './world.ts'

/** A rolling release as Vercel answers it: https://vercel.com/docs/rest-api/rolling-release. */
export function rolloutShape(world: VercelWorld, rollout: Rollout) {
  const stages = rollout.config.stages.map((_, index) => stageShape(rollout, index))
  const isActive = rollout.state === 'ACTIVE'
  return {
    state: rollout.state,
    substate: null,
    advancementType: rollout.config.advancementType,
    currentDeployment: buildShape(world, findBuild(world, rollout.base)),
    canaryDeployment: buildShape(world, findBuild(world, rollout.canary)),
    queuedDeploymentId: null,
    stages,
    activeStage: rollout.state === 'ABORTED' ? null : stages[rollout.stage],
    nextStage: isActive ? (stages[rollout.stage + 1] ?? null) : null,
    startedAt: rollout.startedAt,
    updatedAt: rollout.updatedAt,
  }
}

/** Minutes in the settings are seconds in a release. */
function stageShape({ config }: Rollout, index: number) {
  const stage = config.stages[index]
  const minutes = config.advancementType === 'automatic' ? stage?.duration : undefined
  return {
    index,
    isFinalStage: index === config.stages.length - 1,
    targetPercentage: stage?.targetPercentage ?? 100,
    requireApproval: stage?.requireApproval ?? config.advancementType === 'manual-approval',
    duration: minutes === undefined ? null : minutes * 60,
  }
}

function buildShape(world: VercelWorld, build: Build | undefined) {
  if (!build) return null
  return {
    id: build.id,
    name: findProject(world, build.projectId)?.name ?? build.projectId,
    url: addressOf(world, build.host),
    createdAt: build.createdAt,
    readyState: readyState(world, build),
    readyStateAt: build.end?.at ?? build.createdAt,
    target: 'production',
    source: 'api-trigger-git-deploy',
  }
}
