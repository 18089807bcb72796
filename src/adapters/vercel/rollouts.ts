import { UpstreamError } from '../../domain/errors.ts'
import type { FrontendPromotion, FrontendTarget } from '../../ports.ts'
import { rollingConfigAnswer, rolloutAnswer } from './answers.ts'
import type { VercelClient } from './client.ts'

/** A rolling release, https://vercel.com/docs/rolling-releases. `stage` counts from 0; `stages` are percentages. */
export type Rollout = {
  isActive: boolean
  canary: string | undefined
  /** The build that has the other requests. */
  base: string | undefined
  stage: number
  stages: number[]
}

/** The last rolling release, ended or not; null where there was none. */
export async function readRollout(client: VercelClient, of: FrontendTarget): Promise<Rollout | null> {
  const path = rollingPath(of)
  return unless(['404'], async () =>
    rolloutOf(await client.ask(`read the rolling release of ${of.project}`, rolloutAnswer, { of, path })),
  )
}

/** The rolling release of this build that is under way. */
export async function readActive(client: VercelClient, of: FrontendPromotion): Promise<Rollout | null> {
  const rollout = await readRollout(client, of)
  return isOf(rollout, of.buildId) ? rollout : null
}

export function isOf(rollout: Rollout | null, buildId: string): rollout is Rollout {
  return rollout?.isActive === true && rollout.canary === buildId
}

/** True where the project's promotions go through stages, which need a paid plan and a token that may see them. */
export async function isRolling(client: VercelClient, of: FrontendTarget): Promise<boolean> {
  const config = await unless(['402', '403', '404', '410'], () => readConfig(client, of))
  return (config?.stages?.length ?? 0) > 0
}

async function readConfig(client: VercelClient, of: FrontendTarget) {
  const path = [...rollingPath(of), 'config']
  const what = `read the stages of ${of.project}`
  return (await client.ask(what, rollingConfigAnswer, { of, path })).rollingRelease
}

/** Gives the project these stages, unless it has them. */
export async function configureStages(
  client: VercelClient,
  of: FrontendTarget,
  stages: number[],
): Promise<void> {
  const config = await unless(['404'], () => readConfig(client, of))
  const configured = config?.stages?.map((stage) => stage.targetPercentage).join()
  if (config?.advancementType === 'manual-approval' && configured === stages.join()) return
  await client.act(`set the stages of ${of.project}`, rollingConfigAnswer, {
    of,
    method: 'PATCH',
    path: [...rollingPath(of), 'config'],
    body: {
      enabled: true,
      advancementType: 'manual-approval',
      stages: stages.map((targetPercentage) => ({
        targetPercentage,
        ...(targetPercentage < 100 ? { requireApproval: true } : {}),
      })),
    },
  })
}

/** Begins a rolling release; one of the same build that is under way stays as it is. */
export async function startRollout(client: VercelClient, of: FrontendPromotion): Promise<Rollout | null> {
  const body = { canaryDeploymentId: of.buildId }
  const path = [...rollingPath(of), 'start']
  const what = `start the rolling release of ${of.buildId} in ${of.project}`
  return rolloutOf(await client.act(what, rolloutAnswer, { of, path, body }))
}

export async function approveStage(
  client: VercelClient,
  of: FrontendPromotion,
  nextStageIndex: number,
): Promise<Rollout | null> {
  const body = { nextStageIndex, canaryDeploymentId: of.buildId }
  const path = [...rollingPath(of), 'approve-stage']
  const what = `take ${of.project} to stage ${nextStageIndex + 1} of its rolling release`
  return rolloutOf(await client.act(what, rolloutAnswer, { of, path, body }))
}

export async function completeRollout(client: VercelClient, of: FrontendPromotion): Promise<void> {
  const body = { canaryDeploymentId: of.buildId }
  const path = [...rollingPath(of), 'complete']
  await client.act(`complete the rolling release of ${of.project}`, rolloutAnswer, { of, path, body })
}

const rollingPath = (of: FrontendTarget): string[] => ['v1', 'projects', of.project, 'rolling-release']

function rolloutOf(answer: { rollingRelease?: Answered | null | undefined }): Rollout | null {
  const rollout = answer.rollingRelease
  if (!rollout) return null
  return {
    isActive: rollout.state === 'ACTIVE',
    canary: rollout.canaryDeployment?.id,
    base: rollout.currentDeployment?.id,
    stage: rollout.activeStage?.index ?? 0,
    stages: rollout.stages.map((stage) => stage.targetPercentage),
  }
}

type Answered = NonNullable<ReturnType<typeof rolloutAnswer.parse>['rollingRelease']>

async function unless<T>(codes: string[], read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof UpstreamError && codes.includes(error.code ?? '')) return null
    throw error
  }
}
