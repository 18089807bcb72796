import { parseDuration } from '../src/domain/duration.ts'
import type { TeamConfig } from '../src/domain/policy.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { findNamed } from './words.ts'

export type LockCommand =
  | { verb: 'lock'; environment: string; service: string | null; reason: string; forMs: number | null }
  | { verb: 'unlock'; environment: string; service: string | null }
  | { verb: 'locks' }

/** `lock production [web] because … [for 2h]`, `unlock production [web]`; the two names in any order. */
export function parseLock(
  verb: 'lock' | 'unlock',
  words: string[],
  config: TeamConfig,
): LockCommand | Refusal {
  const becauseAt = words.findIndex((word) => word.toLowerCase() === 'because')
  const named = becauseAt < 0 ? words : words.slice(0, becauseAt)
  const place = parsePlace(verb, named, config)
  if (isRefusal(place)) return place
  if (verb === 'unlock') return { verb, ...place }
  const { reason, forMs } = takeDuration(becauseAt < 0 ? [] : words.slice(becauseAt + 1))
  if (!reason) return missing('/deploy lock', 'a reason, which the others will read')
  return { verb, ...place, reason, forMs }
}

function parsePlace(
  verb: string,
  words: string[],
  config: TeamConfig,
): { environment: string; service: string | null } | Refusal {
  let environment: string | null = null
  let service: string | null = null
  for (const word of words) {
    const found = findNamed('environment', word, config.environments)
    if (!isRefusal(found)) environment = found.name
    else {
      const other = findNamed('service', word, config.services)
      if (isRefusal(other)) return environment === null ? found : other
      service = other.name
    }
  }
  return environment === null ? missing(`/deploy ${verb}`, 'the environment') : { environment, service }
}

/** "the payment provider is down for 2h": a duration at the end is when the lock ends. */
function takeDuration(words: string[]): { reason: string; forMs: number | null } {
  const forMs = words.at(-2)?.toLowerCase() === 'for' ? parseDuration(words.at(-1) ?? '') : undefined
  return forMs === undefined
    ? { reason: words.join(' '), forMs: null }
    : { reason: words.slice(0, -2).join(' '), forMs }
}

function missing(command: string, what: string): Refusal {
  const example = command.endsWith('unlock')
    ? '/deploy unlock production web'
    : '/deploy lock production because the payment provider is down for 2h'
  return { refused: 'missing-words', command, missing: what, example }
}
