import type { ServicePolicy, TeamConfig } from '../policy.ts'
import type { Incident } from './incident.ts'
import { isOpen } from './incident.ts'
import { severityOf } from './severity.ts'

/** `service` null is every service there. */
export type LockedPlace = { environment: string; service: string | null }

/**
 * What nobody may deploy to while this incident is as it is: what it affects, in the environments that people depend on;
 * everything there while nobody has said what it affects. One that nobody has confirmed locks nothing.
 */
export function placesLockedBy(
  incident: Incident,
  { incidents, services }: Pick<TeamConfig, 'incidents' | 'services'>,
): LockedPlace[] {
  const { locksDeployments } = severityOf(incidents, incident.severity)
  if (!isOpen(incident) || incident.state === 'triage' || !locksDeployments) return []
  if (incident.isDrill || incident.lockLiftedAt) return []
  return incidents.production.flatMap((environment) => placesIn(environment, incident.affects, services))
}

function placesIn(
  environment: string,
  affects: readonly string[],
  services: readonly ServicePolicy[],
): LockedPlace[] {
  if (affects.length === 0) return [{ environment, service: null }]
  return services
    .filter(({ name, environments }) => affects.includes(name) && Object.hasOwn(environments, environment))
    .map(({ name: service }) => ({ environment, service }))
}

/** Why a place is locked. A private incident is named by its number alone. */
export const lockReason = ({ id, severity, title, isPrivate }: Incident): string =>
  `incident ${id} (${severity.toUpperCase()}) is open${isPrivate ? '' : `: ${title}`}`

/** "all of production", or "web on production". */
export const placeInWords = ({ environment, service }: LockedPlace): string =>
  service === null ? `all of ${environment}` : `${service} on ${environment}`
