import type { Sighting } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment.ts'
import type { ReturnTarget } from '../../domain/plan.ts'
import { shortSha } from '../../domain/release.ts'
import type { DeployedFunction, Deps, OutsideAct } from '../../ports.ts'
import { findBody } from '../../store/function-bodies.ts'
import { functionsTargetOf } from '../deployment/target.ts'
import { readFunction } from './bundle.ts'

type Restored = { functions: number }
type Seen = Exclude<Sighting<unknown>, { seen: 'absent' }>
type Wanted = { slug: string; hash: string | null }

/**
 * Brings each function back as it was: its kept bytes, else the sources of the commit; one that did not exist is taken
 * away. What is right already is passed over, so it may be done again at any point.
 */
export function restoreFunctionsAct(
  deps: Deps,
  deployment: Deployment,
  target: ReturnTarget,
): OutsideAct<object, Restored> {
  const restoreAll = async (key: string): Promise<Exclude<Sighting<Restored>, { seen: 'absent' }>> => {
    const wanted = target.functions ?? []
    for (const one of wanted) {
      const sighting = await restoreOne(deps, deployment, target, { key: `${key}/${one.slug}`, one })
      if (sighting && sighting.seen !== 'done') return sighting
    }
    return { seen: 'done', outcome: { functions: wanted.length }, progress: `${wanted.length} as they were` }
  }
  return { perform: restoreAll, observe: restoreAll }
}

/** Null where nothing was to be done. */
async function restoreOne(
  deps: Deps,
  deployment: Deployment,
  target: ReturnTarget,
  { key, one }: { key: string; one: Wanted },
): Promise<Seen | null> {
  const { project } = functionsTargetOf(deps.config, deployment)
  const live = (await deps.functionHost.list(project)).find(({ slug }) => slug === one.slug)
  if (one.hash === null)
    return live ? await deps.functionHost.remove.perform(key, { project, slug: one.slug }) : null
  if (live?.hash === one.hash) return null
  const kept = await findBody(deps.db, { project, slug: one.slug, hash: one.hash })
  if (!kept) return await deploySources(deps, deployment, target, { key, one })
  const { bytes, contentType } = kept
  return await deps.functionHost.restore.perform(key, {
    project,
    was: kept.was as DeployedFunction,
    body: { bytes, contentType },
  })
}

async function deploySources(
  deps: Deps,
  deployment: Deployment,
  { sha }: ReturnTarget,
  { key, one }: { key: string; one: Wanted },
): Promise<Seen> {
  const { service, project } = functionsTargetOf(deps.config, deployment)
  const policy = service.functions.find(({ slug }) => slug === one.slug)
  if (!sha || !policy)
    return {
      seen: 'failed',
      reason: `The bytes of ${one.slug} were never kept, and its commit is not known.`,
    }
  const sources = await readFunction(deps, { repository: service.repository, sha, project }, policy)
  if ('reason' in sources)
    return {
      seen: 'failed',
      reason: `${one.slug} can't be built again from ${shortSha(sha)}: ${sources.reason}`,
    }
  return await deps.functionHost.deployOne.perform(key, sources)
}
