import { subMilliseconds } from 'date-fns/subMilliseconds'
import { UpstreamError } from '../../domain/errors.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import type { Elsewhere } from '../../domain/message.ts'
import type { EnvironmentPolicy, ServicePolicy } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'
import { suspectFlags } from '../flags/find-flags.ts'
import { findDrift } from '../planning/drift.ts'
import { liveRelease } from '../planning/facts.ts'
import { beganAt } from './suspicion.ts'

const nothing: Elsewhere = { found: [], unknown: [] }

/** Asks the providers what was changed past Pilothouse; what can't be asked is said, and never taken for nothing. */
export async function lookElsewhere(deps: Deps, incident: Incident): Promise<Elsewhere> {
  const { production, suspects } = deps.config.incidents
  const since = subMilliseconds(beganAt(incident), suspects.window)
  const environments = deps.config.environments.filter(({ name }) => production.includes(name))
  const { affects } = incident
  const services = deps.config.services.filter(({ name }) => affects.length === 0 || affects.includes(name))
  const looks = environments.flatMap((environment) => [
    asked(`The flags of ${environment.name}`, () => flagsChanged(deps, environment.name, since)),
    ...services
      .filter((service) => Object.hasOwn(service.environments, environment.name))
      .map((service) =>
        asked(`What runs of ${service.name} on ${environment.name}`, () =>
          drifted(deps, service, environment),
        ),
      ),
  ])
  const all = await Promise.all(looks)
  return { found: all.flatMap(({ found }) => found), unknown: all.flatMap(({ unknown }) => unknown) }
}

async function asked(what: string, look: () => Promise<Elsewhere>): Promise<Elsewhere> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    return { found: [], unknown: [`${what} could not be looked at: ${error.message}`] }
  }
}

async function flagsChanged(deps: Deps, environment: string, since: Date): Promise<Elsewhere> {
  const { flags, unsureSince } = await suspectFlags(deps, environment, since)
  return {
    found: flags
      .filter(({ by }) => by === null)
      .map(({ name, isOn }) => `Somebody turned the flag ${name} ${isOn ? 'on' : 'off'} in ${environment}.`),
    unknown: unsureSince ? [`Some flag of ${environment} was changed; its place does not say which.`] : [],
  }
}

async function drifted(
  deps: Deps,
  service: ServicePolicy,
  environment: EnvironmentPolicy,
): Promise<Elsewhere> {
  const target = { service, environment }
  const drift = await findDrift(deps, target, await liveRelease(deps, target))
  const place = `${service.name} on ${environment.name}`
  if (drift?.is === 'drifted')
    return {
      ...nothing,
      found: [`Somebody deployed ${place} past Pilothouse after deployment ${drift.deployment}.`],
    }
  return drift?.is === 'unknown'
    ? { ...nothing, unknown: [`Whether somebody deployed ${place} by hand is unknown: ${drift.because}.`] }
    : nothing
}
