import type { EnvironmentPolicy, ServicePolicy, TeamConfig } from '../src/domain/policy.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { type TroubleChoice, troubleChoices } from '../src/domain/rollout-state.ts'
import { closest } from '../src/domain/suggestion.ts'
import { type LockCommand, parseLock } from './lock-grammar.ts'
import { findNamed, parseId, splitWords } from './words.ts'

export type DeployCommand =
  | { verb: 'form'; service?: string | undefined }
  | {
      verb: 'deploy'
      service: ServicePolicy
      environment: EnvironmentPolicy
      ref: string
      reason: string | null
    }
  | { verb: 'history'; service?: string | undefined; environment?: string | undefined }
  | { verb: 'approve' | 'cancel' | 'details' | TroubleChoice; id: number }
  | { verb: 'reject'; id: number; because: string }
  | LockCommand
  | { verb: 'help' }

const verbs = [
  'history',
  'approve',
  'reject',
  'cancel',
  'details',
  ...troubleChoices,
  'lock',
  'unlock',
  'locks',
  'help',
] as const
type Verb = (typeof verbs)[number]

/** `web production [ref] [because …]`, or a verb with a number. Any text gives a command or a refusal. */
export function parseDeploy(text: string, config: TeamConfig): DeployCommand | Refusal {
  const words = splitWords(text)
  const [first, ...rest] = words
  if (!first) return { verb: 'form' }
  const verb = verbs.find((known) => known === first.toLowerCase())
  if (!verb) return parseTarget(words, config)
  return parseVerb(verb, rest, config)
}

function parseVerb(verb: Verb, rest: string[], config: TeamConfig): DeployCommand | Refusal {
  switch (verb) {
    case 'help':
      return { verb: 'help' }
    case 'locks':
      return { verb: 'locks' }
    case 'lock':
    case 'unlock':
      return parseLock(verb, rest, config)
    case 'history':
      return parseHistory(rest, config)
    case 'reject':
      return parseReject(rest)
    case 'approve':
    case 'cancel':
    case 'details':
    case 'keep':
    case 'roll-back':
    case 'watch-again': {
      const id = parseId(rest[0])
      return id === null ? missingNumber(verb) : { verb, id }
    }
  }
}

function parseReject([number, ...words]: string[]): DeployCommand | Refusal {
  const id = parseId(number)
  if (id === null) return missingNumber('reject')
  const because = withoutBecause(words)
  const example = `/deploy reject ${id} because the tests are red`
  return because
    ? { verb: 'reject', id, because }
    : { refused: 'missing-words', command: '/deploy reject', missing: 'the reason', example }
}

function parseHistory(words: string[], config: TeamConfig): DeployCommand | Refusal {
  let command: Extract<DeployCommand, { verb: 'history' }> = { verb: 'history' }
  for (const word of words) {
    const service = findNamed('service', word, config.services)
    const environment = findNamed('environment', word, config.environments)
    if (!isRefusal(service)) command = { ...command, service: service.name }
    else if (!isRefusal(environment)) command = { ...command, environment: environment.name }
    else return service
  }
  return command
}

function parseTarget(words: string[], config: TeamConfig): DeployCommand | Refusal {
  const named = environmentLast(words, config)
  if (isRefusal(named)) return named
  const [first = '', second, ...rest] = named
  const service = findNamed('service', first, config.services)
  if (isRefusal(service)) return withVerbSuggestion(service)
  if (second === undefined) return { verb: 'form', service: service.name }
  const environment = findNamed('environment', second, config.environments)
  if (isRefusal(environment)) return environment
  if (!(environment.name in service.environments)) {
    const known = Object.keys(service.environments)
    return {
      refused: 'service-not-in-environment',
      service: service.name,
      environment: environment.name,
      known,
    }
  }
  const hasRef = rest[0] !== undefined && rest[0].toLowerCase() !== 'because'
  const ref = hasRef ? (rest[0] ?? environment.ref) : environment.ref
  return {
    verb: 'deploy',
    service,
    environment,
    ref,
    reason: withoutBecause(hasRef ? rest.slice(1) : rest) || null,
  }
}

/** People say "production web" as well as "web production", and "production" alone where one service goes there. */
function environmentLast(words: string[], config: TeamConfig): string[] | Refusal {
  const [first = '', second, ...rest] = words
  const environment = findNamed('environment', first, config.environments)
  if (isRefusal(environment) || !isRefusal(findNamed('service', first, config.services))) return words
  if (second !== undefined && !isRefusal(findNamed('service', second, config.services)))
    return [second, first, ...rest]
  const candidates = config.services.filter(({ environments }) => environment.name in environments)
  const [only, ...others] = candidates.map(({ name }) => name)
  if (only !== undefined && others.length === 0) return [only, ...words]
  return whichService(
    environment.name,
    candidates.map(({ name }) => name),
  )
}

function whichService(environment: string, names: string[]): Refusal {
  const choice = names.length > 0 ? names.join(', ') : 'none in pilothouse.yml'
  return {
    refused: 'missing-words',
    command: '/deploy',
    missing: `the service. What can go to ${environment}: ${choice}`,
    example: `/deploy ${names[0] ?? 'web'} ${environment}`,
  }
}

function withVerbSuggestion(refusal: Refusal): Refusal {
  if (refusal.refused !== 'unknown-word') return refusal
  return { ...refusal, suggestion: refusal.suggestion ?? closest(refusal.given, verbs) }
}

const withoutBecause = (words: string[]): string =>
  (words[0]?.toLowerCase() === 'because' ? words.slice(1) : words).join(' ')

function missingNumber(verb: string): Refusal {
  return {
    refused: 'missing-words',
    command: `/deploy ${verb}`,
    missing: 'the deployment’s number',
    example: `/deploy ${verb} 3${verb === 'reject' ? ' because the tests are red' : ''}`,
  }
}
