import { activeStates, type Deployment } from '../domain/deployment/deployment.ts'
import type { Drift } from '../domain/deployment/drift.ts'
import type { LiveRelease } from '../domain/deployment/release.ts'
import { UpstreamError } from '../domain/errors.ts'
import type { Deps } from '../ports.ts'
import { listDeployments } from '../store/deployment/deployments.ts'
import { lastVerified } from '../store/deployment/verified.ts'
import { findDrift } from './planning/drift.ts'
import { liveRelease } from './planning/facts.ts'
import { identityOf, releaseOf } from './planning/released.ts'
import { isPinnedThere } from './rollback/pins.ts'

/** What runs in one place. `live` is null where nothing was ever deployed; `unknown` says why nobody knows. */
export type Place = {
  service: string
  environment: string
  live: LiveRelease | null
  unknown: string | null
  /** The verified deployment that brought what is live, where it was ours. */
  deploymentId: number | null
  /** Null where there is nothing to compare. */
  drift: Drift | null
  /** True where a rollback keeps the host's own builds from going live. */
  isPinned: boolean
  /** What people open, where that is configured. */
  url: string | undefined
}

/** What runs where, asked of the providers now, for every configured place. */
export async function surveyPlaces(deps: Deps): Promise<Place[]> {
  const places = deps.config.environments.flatMap((environment) =>
    deps.config.services
      .filter((service) => environment.name in service.environments)
      .map((service) => ({ service, environment })),
  )
  return await Promise.all(places.map((place) => survey(deps, place)))
}

/** The newest deployments that have not ended. */
export async function listActiveDeployments(deps: Deps): Promise<Deployment[]> {
  return await listDeployments(deps.db, {
    states: activeStates,
    limit: 20,
  })
}

const unknownPlace = { live: null, deploymentId: null, drift: null, isPinned: false }

async function survey(deps: Deps, target: Parameters<typeof liveRelease>[1]): Promise<Place> {
  const { service, environment } = target
  const names = { service: service.name, environment: environment.name }
  const url = service.kind === 'vercel' ? service.environments[environment.name]?.url : undefined
  const last = await lastVerified(deps.db, names)
  try {
    const live = await liveRelease(deps, target)
    const left = last && releaseOf(last)
    const isOurs = left && live && identityOf(left) === identityOf(live)
    const drift = await findDrift(deps, target, live)
    const isPinned = await isPinnedThere(deps, names)
    return { ...names, live, unknown: null, deploymentId: isOurs ? last.id : null, drift, isPinned, url }
  } catch (error) {
    if (error instanceof UpstreamError) return { ...unknownPlace, ...names, unknown: error.message, url }
    throw error
  }
}
