import type { EnvironmentPolicy, ServicePolicy, TeamConfig } from '../src/domain/policy.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { type TroubleChoice, troubleChoices } from '../src/domain/rollout-state.ts'
import type { WantedTime } from '../src/domain/start-time.ts'
import { noReason } from './break-glass.ts'
import { type FlagCommand, parseFlag } from './flag-grammar.ts'
import { type LedgerCommand, parseLedger } from './ledger-grammar.ts'
import { type LockCommand, parseLock } from './lock-grammar.ts'
import { parseAim, parseNames, withVerbSuggestion } from './place-grammar.ts'
import { parseTick, type TickCommand } from './tick.ts'
import { beginsTime, takeStart } from './time-grammar.ts'
import { parseId, splitWords } from './words.ts'

export type DeployCommand =
  | { verb: 'form'; service?: string | undefined }
  | {
      verb: 'deploy'
      service: ServicePolicy
      environment: EnvironmentPolicy
      ref: string
      start: WantedTime | null
      reason: string | null
    }
  | {
      verb: 'break-glass'
      service: ServicePolicy
      environment: EnvironmentPolicy
      ref: string
      reason: string
    }
  | {
      verb: 'dry-run'
      service: ServicePolicy
      environment: EnvironmentPolicy
      ref: string
      start: WantedTime | null
    }
  | { verb: 'history'; service?: string | undefined; environment?: string | undefined }
  | { verb: 'approve' | 'cancel' | 'details' | 'start' | TroubleChoice; id: number }
  | { verb: 'reject'; id: number; because: string }
  | LockCommand
  | { verb: 'freezes' }
  | { verb: 'queue'; service: string | null; environment: string | null }
  | FlagCommand
  | { verb: 'unpin'; service: string; environment: string }
  | TickCommand
  | LedgerCommand
  | { verb: 'help' }

const verbs = [
  'dry-run',
  'break-glass',
  'history',
  'ledger',
  'approve',
  'reject',
  'cancel',
  'start',
  'details',
  ...troubleChoices,
  'lock',
  'unlock',
  'locks',
  'freeze',
  'freezes',
  'queue',
  'flag',
  'flags',
  'unpin',
  'tick',
  'untick',
  'help',
] as const
type Verb = (typeof verbs)[number]

/** `web production [ref] [at …] [because …]`, or a verb with a number. Any text gives a command or a refusal. */
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
    case 'dry-run':
      return parseDryRun(rest, config)
    case 'break-glass':
      return parseBreakGlass(rest, config)
    case 'locks':
      return { verb: 'locks' }
    case 'freeze':
    case 'freezes':
      return { verb: 'freezes' }
    case 'lock':
    case 'unlock':
      return parseLock(verb, rest, config)
    case 'flag':
    case 'flags':
      return parseFlag(verb, rest, config)
    case 'unpin':
      return parseUnpin(rest, config)
    case 'tick':
    case 'untick':
      return parseTick(verb, rest)
    case 'ledger':
      return parseLedger(rest, config)
    case 'queue':
    case 'history':
      return parseNarrowed(verb, rest, config)
    case 'reject':
      return parseReject(rest)
    case 'approve':
    case 'cancel':
    case 'start':
    case 'details':
    case 'keep':
    case 'roll-back':
    case 'watch-again':
    case 'go-on': {
      const id = parseId(rest[0])
      return id === null ? missingNumber(verb) : { verb, id }
    }
  }
}

function parseUnpin(words: string[], config: TeamConfig): DeployCommand | Refusal {
  const aim = parseAim('/deploy unpin', words, config)
  if (isRefusal(aim)) return aim
  const { service, environment } = aim
  const missing = 'the environment'
  const example = `/deploy unpin ${service.name} ${Object.keys(service.environments)[0]}`
  return environment === null
    ? { refused: 'missing-words', command: '/deploy unpin', missing, example }
    : { verb: 'unpin', service: service.name, environment: environment.name }
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

function parseNarrowed(
  verb: 'queue' | 'history',
  words: string[],
  config: TeamConfig,
): DeployCommand | Refusal {
  const names = parseNames(words, config)
  if (isRefusal(names)) return names
  if (verb === 'queue') return { verb, ...names }
  const { service, environment } = names
  return { verb, service: service ?? undefined, environment: environment ?? undefined }
}

function parseDryRun(words: string[], config: TeamConfig): DeployCommand | Refusal {
  const target = words.length > 0 ? parseTarget(words, config) : null
  if (isRefusal(target)) return target
  if (target?.verb === 'deploy') return { ...target, verb: 'dry-run' }
  const [service = 'web'] = words
  return {
    refused: 'missing-words',
    command: '/deploy dry-run',
    missing: 'a service and an environment',
    example: `/deploy dry-run ${service} production`,
  }
}

function parseBreakGlass(words: string[], config: TeamConfig): DeployCommand | Refusal {
  const target = words.length > 0 ? parseTarget(words, config) : null
  if (isRefusal(target)) return target
  if (target?.verb !== 'deploy') return noReason(words[0] ?? 'web', 'production')
  const { service, environment, ref, reason, start } = target
  if (start !== null) return startsAtOnce(service.name, environment.name)
  if (reason === null) return noReason(service.name, environment.name)
  return { verb: 'break-glass', service, environment, ref, reason }
}

const startsAtOnce = (service: string, environment: string): Refusal => ({
  refused: 'missing-words',
  command: '/deploy break-glass',
  missing: 'no time, since it starts at once',
  example: `/deploy break-glass ${service} ${environment} because checkout is down`,
})

function parseTarget(words: string[], config: TeamConfig): DeployCommand | Refusal {
  const aim = parseAim('/deploy', words, config)
  if (isRefusal(aim)) return withVerbSuggestion(aim, verbs)
  const { service, environment, rest } = aim
  if (!environment) return { verb: 'form', service: service.name }
  const hasRef = rest[0] !== undefined && rest[0].toLowerCase() !== 'because' && !isTimeFirst(rest)
  const ref = hasRef ? (rest[0] ?? environment.ref) : environment.ref
  const timed = takeStart(hasRef ? rest.slice(1) : rest)
  if (isRefusal(timed)) return timed
  return {
    verb: 'deploy',
    service,
    environment,
    ref,
    start: timed.start,
    reason: withoutBecause(timed.rest) || null,
  }
}

/** A branch may be called `in`, as long as nothing follows. */
const isTimeFirst = (words: string[]): boolean => words.length > 1 && beginsTime(words)

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
