import type { DeploymentPlan } from '../../domain/plan.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps } from '../../ports.ts'
import { makePlan } from './make-plan.ts'
import { targetOf } from './target.ts'

type Wanted = { service: string; environment: string; ref: string; requestedBy: string }

/** What a deployment would do, without asking for it. Throws `UpstreamError`. */
export async function previewPlan(
  deps: Deps,
  wanted: Wanted,
): Promise<{ branches: string[]; plan: DeploymentPlan | Refusal }> {
  const { repository } = targetOf(deps.config, wanted).service
  const [branches, plan] = await Promise.all([
    deps.codeHost.branches(repository),
    makePlan(deps, { ...wanted, purpose: 'release', returnsTo: null }),
  ])
  return { branches, plan }
}
