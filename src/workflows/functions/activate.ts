import type { Sighting } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { BundledFunction, DeployedFunction, Deps, OutsideAct } from '../../ports.ts'
import { functionsTargetOf } from '../deployment/target.ts'
import { readFunction } from './bundle.ts'

type Activated = { functions: DeployedFunction[] }
type Input = { project: string; functions: BundledFunction[]; sha: string }

/** Makes the bundles live: all together, or strictly one after the other where the configuration says so. */
export function activateAct(deps: Deps, deployment: Deployment): OutsideAct<Input, Activated> {
  const { service } = functionsTargetOf(deps.config, deployment)
  if (service.order === 'together') return deps.functionHost.activate
  return {
    perform: (key, input) => inOrder(deps, deployment, key, input),
    observe: (key, input) => inOrder(deps, deployment, key, input),
  }
}

/** Whatever of the order is live already is passed over, so a crash half-way goes on where it was. */
async function inOrder(
  deps: Deps,
  deployment: Deployment,
  key: string,
  { project, sha }: Input,
): Promise<Exclude<Sighting<Activated>, { seen: 'absent' }>> {
  const { service } = functionsTargetOf(deps.config, deployment)
  const { deployOne } = deps.functionHost
  const functions: DeployedFunction[] = []
  for (const policy of service.functions) {
    const sources = await readFunction(deps, { repository: service.repository, sha, project }, policy)
    if ('reason' in sources) return { seen: 'failed', reason: sources.reason }
    const own = `${key}/${policy.slug}`
    const before = await deployOne.observe(own, sources, null)
    const sighting = before.seen === 'absent' ? await deployOne.perform(own, sources) : before
    if (sighting.seen !== 'done') return sighting
    functions.push(sighting.outcome.function)
  }
  const missing = await notListed(deps, project, functions)
  return missing.length > 0
    ? { seen: 'pending', progress: `Supabase does not list ${missing.join(', ')} as deployed` }
    : { seen: 'done', outcome: { functions } }
}

/** While the later ones were deployed somebody may have changed or deleted an earlier one. */
async function notListed(deps: Deps, project: string, functions: DeployedFunction[]): Promise<string[]> {
  const listed = await deps.functionHost.list(project)
  const identity = ({ hash, version }: DeployedFunction) => hash ?? version
  return functions.flatMap((one) => {
    const found = listed.find(({ slug }) => slug === one.slug)
    return found && identity(found) === identity(one) ? [] : [one.slug]
  })
}
