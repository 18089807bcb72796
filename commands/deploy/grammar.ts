import type { TroubleChoice } from '../../src/domain/deployment/rollout-state.ts'
import type { WantedTime } from '../../src/domain/deployment/start-time.ts'
import type { EnvironmentPolicy, ServicePolicy, TeamConfig } from '../../src/domain/policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { parseAim, parseNames, withVerbSuggestion } from '../place-grammar.ts'
import { beginsTime, takeStart } from '../time-grammar.ts'
import { parseId, splitWords } from '../words.ts'
import { noReason } from './break-glass.ts'
import { type FlagCommand, parseFlag } from './flag-grammar.ts'
import { type LedgerCommand, parseLedger } from './ledger-grammar.ts'
import { type LockCommand, parseLock } from './lock-grammar.ts'
import { parseTick, type TickCommand } from './tick.ts'

/** Verbs that need the number of a deployment and nothing else. */
type AboutVerb = 'approve' | 'cancel' | 'details' | 'start' | TroubleChoice

/** Verbs that take the names of a service, an environment, both or none. */
type NarrowedVerb = 'queue' | 'history'

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
  | { verb: AboutVerb; id: number }
  | { verb: 'reject'; id: number; because: string }
  | LockCommand
  | { verb: 'freezes' }
  | { verb: NarrowedVerb; service: string | null; environment: string | null }
  | FlagCommand
  | { verb: 'unpin'; service: string; environment: string }
  | TickCommand
  | LedgerCommand
  | { verb: 'help' }

type Parse = (words: string[], config: TeamConfig) => DeployCommand | Refusal

/** What may stand first, with what reads the rest; `freeze` is how people say `freezes`. */
const verbs: Record<Exclude<DeployCommand['verb'], 'form' | 'deploy'> | 'freeze', Parse> = {
  'dry-run': parseDryRun,
  'break-glass': parseBreakGlass,
  history: narrowed('history'),
  ledger: parseLedger,
  approve: about('approve'),
  reject: parseReject,
  cancel: about('cancel'),
  start: about('start'),
  details: about('details'),
  keep: about('keep'),
  'roll-back': about('roll-back'),
  'watch-again': about('watch-again'),
  'go-on': about('go-on'),
  lock: (words, config) => parseLock('lock', words, config),
  unlock: (words, config) => parseLock('unlock', words, config),
  locks: () => ({ verb: 'locks' }),
  freeze: () => ({ verb: 'freezes' }),
  freezes: () => ({ verb: 'freezes' }),
  queue: narrowed('queue'),
  flag: (words, config) => parseFlag('flag', words, config),
  flags: (words, config) => parseFlag('flags', words, config),
  unpin: parseUnpin,
  tick: (words) => parseTick('tick', words),
  untick: (words) => parseTick('untick', words),
  help: () => ({ verb: 'help' }),
}

const isVerb = (word: string): word is keyof typeof verbs => Object.hasOwn(verbs, word)

/** `web production [ref] [at …] [because …]`, or a verb with what it is about. Any text gives a command or a refusal. */
export function parseDeploy(text: string, config: TeamConfig): DeployCommand | Refusal {
  const words = splitWords(text)
  const [first, ...rest] = words
  if (!first) return { verb: 'form' }
  const verb = first.toLowerCase()
  return isVerb(verb) ? verbs[verb](rest, config) : parseTarget(words, config)
}

function about(verb: AboutVerb): Parse {
  return ([number]) => {
    const id = parseId(number)
    return id === null ? missingNumber(verb) : { verb, id }
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

function narrowed(verb: NarrowedVerb): Parse {
  return (words, config) => {
    const names = parseNames(words, config)
    return isRefusal(names) ? names : { verb, ...names }
  }
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
  if (isRefusal(aim)) return withVerbSuggestion(aim, Object.keys(verbs))
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
