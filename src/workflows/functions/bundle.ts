import type { Sighting } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import { countsInWords, inventoryOf } from '../../domain/deployment/inventory.ts'
import type { FunctionPolicy } from '../../domain/policy.ts'
import type { BundledFunction, Deps, FunctionSources, OutsideAct } from '../../ports.ts'
import { functionsTargetOf } from '../deployment/target.ts'

export type Bundled = { functions: BundledFunction[] }
type Seen<Outcome> = Exclude<Sighting<Outcome>, { seen: 'absent' }>

/** Bundles every function. Nothing is live before all of them bundled, so this may be done again from the start. */
export function bundleAct(deps: Deps, deployment: Deployment, sha: string): OutsideAct<object, Bundled> {
  const bundleAll = async (key: string): Promise<Seen<Bundled>> => {
    const { service, project } = functionsTargetOf(deps.config, deployment)
    const place = { repository: service.repository, sha, project }
    const functions: BundledFunction[] = []
    // GitHub is read while Supabase bundles, which takes seconds for each function.
    const reading = service.functions.map((policy) => readFunction(deps, place, policy))
    for (const one of reading) one.catch(() => {})
    for (const one of reading) {
      const sources = await one
      if ('reason' in sources) return { seen: 'failed', reason: sources.reason }
      const sighting = await deps.functionHost.bundle.perform(`${key}/${sources.slug}`, sources)
      if (sighting.seen !== 'done') return sighting
      functions.push(sighting.outcome.bundled)
    }
    return { seen: 'done', outcome: { functions }, progress: inventory(deployment, functions) }
  }
  return { perform: bundleAll, observe: bundleAll }
}

type Place = { repository: string; sha: string; project: string }

/** A function's sources at a commit, or a sentence on what is missing. */
export async function readFunction(
  deps: Deps,
  { repository, sha, project }: Place,
  policy: FunctionPolicy,
): Promise<FunctionSources | { reason: string }> {
  const read = await deps.readSources(repository, sha, policy)
  if ('problems' in read) return { reason: `${policy.slug} can't be bundled: ${read.problems.join(' ')}` }
  const { slug, verifyJwt, entrypoint, staticPatterns } = policy
  return { ...read, project, slug, verifyJwt, entrypoint, staticPatterns }
}

/** "1 new, 1 changed, 1 unchanged", by the hashes of what runs. */
function inventory(deployment: Deployment, functions: BundledFunction[]): string {
  const plan = 'plan' in deployment ? deployment.plan : null
  return countsInWords((plan && inventoryOf(plan, functions)) ?? [])
}
