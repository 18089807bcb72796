import { type Drift, driftBetween } from '../../domain/deployment/drift.ts'
import type { ReturnTarget } from '../../domain/deployment/plan.ts'
import type { LiveRelease } from '../../domain/deployment/release.ts'
import type { EnvironmentPolicy, ServicePolicy } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { certainlyLeft } from './released.ts'

type Target = { service: ServicePolicy; environment: EnvironmentPolicy }

/** Whether somebody deployed past Pilothouse; null where there is nothing to compare with. */
export async function findDrift(
  { db }: Deps,
  { service, environment }: Target,
  live: LiveRelease | null,
): Promise<Drift | null> {
  const left = await certainlyLeft(db, { service: service.name, environment: environment.name })
  if (!left) return null
  if (service.kind === 'github-actions')
    return { is: 'unknown', because: 'GitHub Actions does not tell what runs' }
  return driftBetween(live, service.kind === 'supabase-functions' ? configured(left, service) : left)
}

/** A function that was taken out of the configuration is nobody's concern any more. */
function configured(
  left: ReturnTarget,
  { functions }: Extract<ServicePolicy, { kind: 'supabase-functions' }>,
): ReturnTarget {
  const wanted = new Set(functions.map(({ slug }) => slug))
  return { ...left, functions: left.functions?.filter(({ slug }) => wanted.has(slug)) }
}
