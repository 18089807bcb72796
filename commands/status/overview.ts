import { isHeld } from '../../src/domain/gate/lock.ts'
import type { Deps, Invoker } from '../../src/ports.ts'
import { listLocks } from '../../src/store/gate/locks.ts'
import { listActiveDeployments, type Place, surveyPlaces } from '../../src/workflows/overview.ts'
import type { LiveNow, Overview } from '../../views/overview.ts'
import { freezesNow } from '../deploy/freezes.ts'
import { listVisible } from '../incident/which.ts'

/** The state of everything, as far as the person may see it. */
export async function takeOverview(invoker: Invoker, deps: Deps): Promise<Overview> {
  const now = deps.now()
  const [places, locks, active, open] = await Promise.all([
    surveyPlaces(deps),
    listLocks(deps.db),
    listActiveDeployments(deps),
    listVisible(invoker, deps),
  ])
  const nameOf = (level: string) =>
    deps.config.incidents.severities.find((severity) => severity.level === level)?.name ?? null
  return {
    now,
    active,
    freezes: freezesNow(deps),
    incidents: open.map((incident) => ({ incident, severityName: nameOf(incident.severity) })),
    environments: deps.config.environments.map(({ name }) => ({
      name,
      locks: locks.filter((lock) => lock.environment === name && isHeld(lock, now)),
      services: places
        .filter((place) => place.environment === name)
        .map((place) => ({
          ...{ service: place.service, live: liveNow(place), drift: place.drift, url: place.url },
          isPinned: place.isPinned,
        })),
    })),
  }
}

function liveNow({ live, unknown, deploymentId }: Place): LiveNow {
  if (unknown !== null) return { is: 'unknown', because: unknown }
  return live ? { is: 'known', release: live, deploymentId } : { is: 'nothing' }
}

/** Only what concerns the named service or environment; incidents concern everybody. */
export function narrowed(
  overview: Overview,
  names: { service: string | null; environment: string | null },
): Overview {
  const isMeant = (place: { service: string; environment: string }) =>
    place.service === (names.service ?? place.service) &&
    place.environment === (names.environment ?? place.environment)
  return {
    ...overview,
    active: overview.active.filter(isMeant),
    freezes: overview.freezes.filter(
      ({ environment, services }) =>
        environment === (names.environment ?? environment) &&
        (names.service === null || services.length === 0 || services.includes(names.service)),
    ),
    environments: overview.environments
      .map(({ name, services, locks }) => ({
        name,
        services: services.filter(({ service }) => isMeant({ service, environment: name })),
        locks: locks.filter(({ service }) =>
          isMeant({ service: service ?? names.service ?? '', environment: name }),
        ),
      }))
      .filter(({ services }) => services.length > 0 || names.service === null),
  }
}
