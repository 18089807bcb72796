import type { Deployment } from '../../domain/deployment.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { findBody, keepBody } from '../../store/function-bodies.ts'
import { functionsTargetOf } from '../deployment/target.ts'

/** Keeps the bytes of whatever runs now: Supabase can't give an earlier version back. Only reads, so it may repeat. */
export function snapshotAct(deps: Deps, deployment: Deployment): OutsideAct<object, { kept: number }> {
  const look = async () => {
    const { service, project } = functionsTargetOf(deps.config, deployment)
    const wanted = new Set(service.functions.map(({ slug }) => slug))
    const live = (await deps.functionHost.list(project)).filter(({ slug }) => wanted.has(slug))
    for (const was of live) {
      const version = { project, slug: was.slug, hash: was.hash ?? '' }
      if (await findBody(deps.db, version)) continue
      const { bytes, contentType } = await deps.functionHost.download(project, was.slug)
      await keepBody(deps.db, version, { was, bytes, contentType }, deps.now())
    }
    const words = live.length === 0 ? 'nothing runs there yet' : `${live.length} kept`
    return { seen: 'done', outcome: { kept: live.length }, progress: words } as const
  }
  return { perform: look, observe: look }
}
