import type { DeploymentPlan } from '../../domain/deployment/plan.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps } from '../../ports.ts'
import { targetOf } from '../deployment/target.ts'
import { blockedBy } from '../gate/waits.ts'
import { obstacleTo, planFromFacts, type Wanted } from './make-plan.ts'

/** `obstacle` would refuse it, whatever its plan; `waitsFor` is the deployment that would go first. */
export type Preview = {
  obstacle: Refusal | null
  waitsFor: number | null
  plan: DeploymentPlan | Refusal
}

/** Every deployment that exists comes before one that nobody asked for. */
const afterAll = 2_147_483_647

/** What a deployment would do and what stands in its way, without asking for it. Throws `UpstreamError`. */
export async function previewPlan(deps: Deps, wanted: Wanted): Promise<Preview> {
  const [obstacle, [first], plan] = await Promise.all([
    obstacleTo(deps, wanted),
    blockedBy(deps, { ...wanted, id: afterAll }),
    planFromFacts(deps, wanted),
  ])
  return { obstacle, waitsFor: first?.id ?? null, plan }
}

/** The same for the form, with the branches to choose from. Throws `UpstreamError`. */
export async function previewInForm(
  deps: Deps,
  chosen: Pick<Wanted, 'service' | 'environment' | 'ref' | 'requestedBy'> & { startAt?: Date | undefined },
): Promise<Preview & { branches: string[] }> {
  const { repository } = targetOf(deps.config, chosen).service
  const [branches, preview] = await Promise.all([
    deps.codeHost.branches(repository),
    previewPlan(deps, {
      ...chosen,
      ...{ purpose: 'release', returnsTo: null, startAt: chosen.startAt ?? null, isBreakGlass: false },
    }),
  ])
  return { ...preview, branches }
}
