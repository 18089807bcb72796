import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Deployment } from '../../domain/deployment.ts'
import type { DeployedFunction, Deps, OutsideAct } from '../../ports.ts'
import type { storedSnapshot } from '../../store/documents.ts'
import { findBody, keepBody, keepVersion } from '../../store/function-bodies.ts'
import { functionsTargetOf } from '../deployment/target.ts'

type Snapshot = z.infer<typeof storedSnapshot>

/** Keeps the bytes of whatever runs now: Supabase can't give an earlier version back. Only reads, so it may repeat. */
export function snapshotAct(deps: Deps, deployment: Deployment): OutsideAct<object, Snapshot> {
  const look = async () => {
    const { service, project } = functionsTargetOf(deps.config, deployment)
    const wanted = new Set(service.functions.map(({ slug }) => slug))
    const live = (await deps.functionHost.list(project)).filter(({ slug }) => wanted.has(slug))
    const bodies: Snapshot['bodies'] = []
    for (const was of live) {
      const { slug, version } = was
      const hash = await keep(deps, project, was)
      await keepVersion(deps.db, { project, slug, version, hash }, deps.now())
      bodies.push({ slug, version, hash })
    }
    const words = live.length === 0 ? 'nothing runs there yet' : `${live.length} kept`
    return { seen: 'done', outcome: { bodies }, progress: words } as const
  }
  return { perform: look, observe: look }
}

/** Returns the hash under which the bytes are kept: the provider's, or where it tells none that of the bytes. */
async function keep(deps: Deps, project: string, was: DeployedFunction): Promise<string> {
  const { slug } = was
  if (was.hash !== null && (await findBody(deps.db, { project, slug, hash: was.hash }))) return was.hash
  const { bytes, contentType } = await deps.functionHost.download(project, slug)
  const hash = was.hash ?? createHash('sha256').update(bytes).digest('hex')
  await keepBody(deps.db, { project, slug, hash }, { was, bytes, contentType }, deps.now())
  return hash
}
