import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import type { Deps } from '../../ports.ts'
import { unlessBlind } from './blind.ts'

/** How Supabase itself says that a project's services are. */
export async function lookAtSupabase(
  { projectHost }: Deps,
  { project, services }: Extract<CheckPolicy, { kind: 'supabase-health' }>,
): Promise<Look> {
  return await unlessBlind(async () => {
    const found = await projectHost.health(project, services)
    const missing = services.filter((name) => !found.some((one) => one.name === name))
    const unwell = found
      .filter(({ isHealthy }) => !isHealthy)
      .map(({ name, status, why }) => `${name} is ${status}${why === null ? '' : ` (${why})`}`)
    if (unwell.length > 0) return { is: 'down', latencyMs: null, why: unwell.join(', ') }
    if (missing.length > 0) return { is: 'unknown', why: `Supabase says nothing of ${missing.join(', ')}` }
    return { is: 'up', latencyMs: null }
  })
}
