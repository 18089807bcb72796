import type { DeploymentPlan } from '../../domain/plan.ts'
import { planDeployment } from '../../domain/plan.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Deps } from '../../ports.ts'
import { approversNow, slackIdOf, takeFacts } from './facts.ts'
import { targetOf } from './target.ts'

type Wanted = { service: string; environment: string; ref: string; requestedBy: string }

/** What a deployment would do, without asking for it. Throws `UpstreamError`. */
export async function previewPlan(
  deps: Deps,
  wanted: Wanted,
): Promise<{ branches: string[]; plan: DeploymentPlan | Refusal }> {
  const target = targetOf(deps.config, wanted)
  const [branches, facts, members] = await Promise.all([
    deps.codeHost.branches(target.service.repository),
    takeFacts(deps, target, wanted.ref),
    approversNow(deps, target.environment),
  ])
  if (isRefusal(facts)) return { branches, plan: facts }
  const request = { ...target, members, requestedBy: wanted.requestedBy }
  return {
    branches,
    plan: planDeployment({ ...request, slackIdOf: (commit) => slackIdOf(deps.config, commit) }, facts),
  }
}
