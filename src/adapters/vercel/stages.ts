import type { Sighting } from '../../domain/act.ts'
import type { FrontendHost, FrontendPromotion } from '../../ports.ts'
import type { VercelClient } from './client.ts'
import { type Acted, isLive, isMovingTo, orConflict } from './production.ts'
import { readProject } from './reads.ts'
import {
  approveStage,
  completeRollout,
  configureStages,
  isOf,
  type Rollout,
  readActive,
  readRollout,
  startRollout,
} from './rollouts.ts'

type Staged = FrontendPromotion & { stages: number[] }
type Entering = Staged & { stage: number }
type Seen = Sighting<{ stage: number }>

/** Begins a rolling release. Its stages become the project's setting, which Vercel copies into each release. */
export function startStages(client: VercelClient): FrontendHost['startStages'] {
  return {
    perform: async (_key, input) => {
      const seen = await observeStart(client, input)
      if (seen.seen !== 'absent') return seen
      const reason = obstacleTo(input, await readRollout(client, input))
      if (reason) return { seen: 'failed', reason }
      await configureStages(client, input, input.stages)
      return orConflict(
        async () => begun(await startRollout(client, input), input),
        () => observeStart(client, input),
      )
    },
    observe: (_key, input) => observeStart(client, input),
  }
}

const done = (stage: number): Acted<{ stage: number }> => ({ seen: 'done', outcome: { stage } })

async function observeStart(client: VercelClient, input: Staged): Promise<Seen> {
  const rollout = await readActive(client, input)
  if (rollout) return begun(rollout, input)
  const isThere = isLive(await readProject(client, input), input.buildId)
  return isThere ? done(lastOf(input)) : { seen: 'absent' }
}

/** Somebody may have begun a release of this build by hand, in stages of their own. */
function begun(rollout: Rollout | null, input: Staged): Acted<{ stage: number }> {
  if (!isOf(rollout, input.buildId)) return { seen: 'pending', progress: 'beginning the rolling release' }
  if (rollout.stages.join() === input.stages.join()) return done(rollout.stage)
  const reason = `${input.project} is already released in stages of ${percentages(rollout.stages)}, not ${percentages(input.stages)}. Complete or abort that in Vercel, then deploy again.`
  return { seen: 'failed', reason }
}

function obstacleTo(input: Staged, rollout: Rollout | null): string | undefined {
  if (input.target !== 'production')
    return `Only production has stages, and this is the ${input.target} of ${input.project}. Remove its stages from the configuration.`
  if (rollout?.isActive)
    return `Another rolling release of ${input.project} is under way, of ${rollout.canary}. Complete or abort it in Vercel, then deploy again.`
  return undefined
}

const percentages = (stages: number[]): string => stages.map((stage) => `${stage}%`).join(', ')

const lastOf = ({ stages }: Staged): number => stages.length - 1

/** Takes a rolling release on; the last stage gives production to the build and ends the release. */
export function enterStage(client: VercelClient): FrontendHost['enterStage'] {
  return {
    perform: async (_key, input) => {
      const seen = await observeStage(client, input)
      if (seen.seen !== 'absent') return seen
      return orConflict(
        () => goOn(client, input),
        () => observeStage(client, input),
      )
    },
    observe: (_key, input) => observeStage(client, input),
  }
}

async function goOn(client: VercelClient, input: Entering): Promise<Acted<{ stage: number }>> {
  if (input.stage === lastOf(input)) {
    await completeRollout(client, input)
    return moving
  }
  const rollout = await approveStage(client, input, input.stage)
  return isOf(rollout, input.buildId) && rollout.stage >= input.stage
    ? done(rollout.stage)
    : { seen: 'pending', progress: 'moving visitors' }
}

const moving: Acted<{ stage: number }> = { seen: 'pending', progress: 'giving all requests to the new build' }

async function observeStage(client: VercelClient, input: Entering): Promise<Seen> {
  const rollout = await readActive(client, input)
  const isLast = input.stage === lastOf(input)
  if (rollout && !isLast) return rollout.stage >= input.stage ? done(rollout.stage) : { seen: 'absent' }
  const project = await readProject(client, input)
  if (isMovingTo(project, input.buildId)) return moving
  if (rollout) return { seen: 'absent' }
  if (isLive(project, input.buildId)) return done(lastOf(input))
  const reason = `The rolling release of ${input.buildId} in ${input.project} is over: somebody aborted it, or gave production to another build.`
  return { seen: 'failed', reason }
}
