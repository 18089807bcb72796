import type { Deployment } from '../../domain/deployment/deployment.ts'
import { percentages } from '../../domain/deployment/stages.ts'
import type { Deps, FrontendPromotion, OutsideAct } from '../../ports.ts'
import { vercelTargetOf } from '../deployment/target.ts'
import { buildOf } from './inputs.ts'

/** `stages` are percentages, of which the last is 100; `stage` counts from 0. */
export type StageInput = FrontendPromotion & { stage: number; stages: number[] }

/** Throws where the plan has no stages. */
export function stageInput(deps: Deps, deployment: Deployment, stage: number): StageInput {
  const { place } = vercelTargetOf(deps.config, deployment)
  if (!('plan' in deployment) || !deployment.plan)
    throw new Error(`Deployment ${deployment.id} has no plan with stages.`)
  const stages = percentages(deployment.plan.stages)
  return { ...place, buildId: buildOf(deployment).buildId, stage, stages }
}

/** The first stage begins the rolling release; the last ends it. */
export function enterStageAct({ frontendHost }: Deps): OutsideAct<StageInput, { stage: number }> {
  const actFor = ({ stage }: StageInput) => (stage === 0 ? frontendHost.startStages : frontendHost.enterStage)
  return {
    perform: (key, input) => actFor(input).perform(key, input),
    observe: (key, input, remote) => actFor(input).observe(key, input, remote),
  }
}
