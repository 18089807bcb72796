import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import { isAsItWas } from '../../domain/deployment/inventory.ts'
import type { DeployedFunction, Deps, OutsideAct } from '../../ports.ts'
import { findBody, keepBody, keepVersion } from '../../store/deployment/function-bodies.ts'
import type { storedSnapshot } from '../../store/documents.ts'
import { functionsTargetOf } from '../deployment/target.ts'

type Snapshot = z.infer<typeof storedSnapshot>

type Seen = Exclude<Sighting<Snapshot>, { seen: 'absent' }>

/** Keeps the bytes of whatever runs now: Supabase can't give an earlier version back. Only reads, so it may repeat. */
export function snapshotAct(deps: Deps, deployment: Deployment): OutsideAct<object, Snapshot> {
  const look = async (): Promise<Seen> => {
    const { service, project } = functionsTargetOf(deps.config, deployment)
    const wanted = new Set(service.functions.map(({ slug }) => slug))
    const live = (await deps.functionHost.list(project)).filter(({ slug }) => wanted.has(slug))
    const other = changedSincePlanned(deployment, live)
    if (other.length > 0)
      return { seen: 'failed', reason: `Somebody deployed ${other.join(', ')} since this was planned.` }
    const bodies: Snapshot['bodies'] = []
    for (const was of live) {
      const { slug, version } = was
      const hash = await keep(deps, project, was)
      if (hash === null) return { seen: 'pending', progress: `somebody is deploying ${slug}` }
      await keepVersion(deps.db, { project, slug, version, hash }, deps.now())
      bodies.push({ slug, version, hash })
    }
    const words = live.length === 0 ? 'nothing runs there yet' : `${live.length} kept`
    return { seen: 'done', outcome: { bodies }, progress: words }
  }
  return { perform: look, observe: look }
}

/** What would come back was approved as it was; what somebody brought meanwhile must not be lost unseen. */
function changedSincePlanned(deployment: Deployment, live: DeployedFunction[]): string[] {
  const planned = 'plan' in deployment ? (deployment.plan?.returnsTo?.functions ?? []) : []
  return planned.flatMap((was) => {
    const is = live.find(({ slug }) => slug === was.slug)
    return isAsItWas(is, was) ? [] : [was.slug]
  })
}

/**
 * Returns the hash under which the bytes are kept: the provider's, or where it tells none that of the bytes. Null where
 * another version came meanwhile, of which nobody knows whether the bytes are.
 */
async function keep(deps: Deps, project: string, was: DeployedFunction): Promise<string | null> {
  const { slug } = was
  if (was.hash !== null && (await findBody(deps.db, { project, slug, hash: was.hash }))) return was.hash
  const { bytes, contentType } = await deps.functionHost.download(project, slug)
  const is = (await deps.functionHost.list(project)).find((one) => one.slug === slug)
  if (is?.version !== was.version || is.hash !== was.hash) return null
  const hash = was.hash ?? createHash('sha256').update(bytes).digest('hex')
  await keepBody(deps.db, { project, slug, hash }, { was, bytes, contentType }, deps.now())
  return hash
}
