import type { EnvironmentPolicy, ServicePolicy, TeamConfig } from '../src/domain/policy.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { closest } from '../src/domain/suggestion.ts'
import { findNamed } from './words.ts'

/** A service and where it goes; the environment is null where nothing follows the service. */
export type Aim = { service: ServicePolicy; environment: EnvironmentPolicy | null; rest: string[] }

/**
 * `web production …` as well as `production web …`, and `production` alone where one service goes there. `rest` are
 * the words behind them; `command` is named in what is asked back.
 */
export function parseAim(command: string, words: string[], config: TeamConfig): Aim | Refusal {
  const named = serviceFirst(command, words, config)
  if (isRefusal(named)) return named
  const [first = '', second, ...rest] = named
  const service = findNamed('service', first, config.services)
  if (isRefusal(service)) return service
  if (second === undefined) return { service, environment: null, rest }
  const environment = findNamed('environment', second, config.environments)
  if (isRefusal(environment)) return environment
  if (environment.name in service.environments) return { service, environment, rest }
  return {
    refused: 'service-not-in-environment',
    service: service.name,
    environment: environment.name,
    known: Object.keys(service.environments),
  }
}

function serviceFirst(command: string, words: string[], config: TeamConfig): string[] | Refusal {
  const [first = '', second, ...rest] = words
  const environment = findNamed('environment', first, config.environments)
  if (isRefusal(environment) || !isRefusal(findNamed('service', first, config.services))) return words
  if (second !== undefined && !isRefusal(findNamed('service', second, config.services)))
    return [second, first, ...rest]
  const names = config.services
    .filter(({ environments }) => environment.name in environments)
    .map(({ name }) => name)
  const [only, ...others] = names
  return only !== undefined && others.length === 0
    ? [only, ...words]
    : whichService(command, environment.name, names)
}

function whichService(command: string, environment: string, names: string[]): Refusal {
  const choice = names.length > 0 ? names.join(', ') : 'none in pilothouse.yml'
  return {
    refused: 'missing-words',
    command,
    missing: `the service. What can go to ${environment}: ${choice}`,
    example: `${command} ${names[0] ?? 'web'} ${environment}`,
  }
}

/** The names of a service and an environment in any order, and nothing else; null for what is not named. */
export function parseNames(
  words: string[],
  config: TeamConfig,
): { service: string | null; environment: string | null } | Refusal {
  let names: { service: string | null; environment: string | null } = { service: null, environment: null }
  for (const word of words) {
    const environment = findNamed('environment', word, config.environments)
    const service = findNamed('service', word, config.services)
    if (!isRefusal(environment)) names = { ...names, environment: environment.name }
    else if (!isRefusal(service)) names = { ...names, service: service.name }
    else return hasSuggestion(environment) && names.environment === null ? environment : service
  }
  return names
}

const hasSuggestion = (refusal: Refusal): boolean =>
  refusal.refused === 'unknown-word' && refusal.suggestion !== undefined

/** What is no service may be a command that was typed wrong. */
export function withVerbSuggestion(refusal: Refusal, verbs: readonly string[]): Refusal {
  if (refusal.refused !== 'unknown-word' || refusal.what !== 'service') return refusal
  return { ...refusal, suggestion: refusal.suggestion ?? closest(refusal.given, verbs) }
}
