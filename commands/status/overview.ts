import { addDays } from 'date-fns/addDays'
import { isHeld } from '../../src/domain/gate/lock.ts'
import type { Change } from '../../src/domain/status/change.ts'
import type { Deps, Invoker } from '../../src/ports.ts'
import { listLocks } from '../../src/store/gate/locks.ts'
import { listMaintenances } from '../../src/store/page/maintenances.ts'
import { listFiringAlerts } from '../../src/store/paging/alert-lists.ts'
import { listActiveDeployments, type Place, surveyPlaces } from '../../src/workflows/overview.ts'
import { changesLately } from '../../src/workflows/status/changes-lately.ts'
import { surveyChecks } from '../../src/workflows/status/survey-checks.ts'
import type { LiveNow, Overview } from '../../views/overview.ts'
import { freezesNow } from '../deploy/freezes.ts'
import { listVisible } from '../incident/which.ts'

const mostAlerts = 50

/** The state of everything, as far as the person may see it. */
export async function takeOverview(invoker: Invoker, deps: Deps): Promise<Overview> {
  const now = deps.now()
  const [places, locks, active, open, alerts, checks, lately, announced] = await Promise.all([
    surveyPlaces(deps),
    listLocks(deps.db),
    listActiveDeployments(deps),
    listVisible(invoker, deps),
    listFiringAlerts(deps.db, mostAlerts),
    surveyChecks(deps),
    changesLately(deps, invoker),
    listMaintenances(deps.db, now),
  ])
  const nameOf = (level: string) =>
    deps.config.incidents.severities.find((severity) => severity.level === level)?.name ?? null
  return {
    ...{ now, active, alerts, checks, lately },
    maintenances: announced.filter((one) => one.ended === null && one.startsAt < addDays(now, 1)),
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

type About = { service: string | null; environment: string | null }

/** Only what concerns the named service or environment; incidents concern everybody. */
export function narrowed(overview: Overview, names: About): Overview {
  const isMeant = (place: { service: string; environment: string }) =>
    place.service === (names.service ?? place.service) &&
    place.environment === (names.environment ?? place.environment)
  const isAbout = (one: About) =>
    (one.service ?? names.service) === (names.service ?? one.service) &&
    (one.environment ?? names.environment) === (names.environment ?? one.environment)
  const { active, alerts, checks, lately } = overview
  return {
    ...overview,
    active: active.filter(isMeant),
    alerts: alerts.filter(isAbout),
    checks: checks.filter((one) => isAbout(one) && (names.service === null || one.service !== null)),
    lately: lately.filter((change) => isAbout(placeOf(change))),
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

function placeOf(change: Change): About {
  switch (change.what) {
    case 'deployment':
      return change.deployment
    case 'operation':
      return change.operation
    case 'incident':
      return { service: null, environment: null }
  }
}
