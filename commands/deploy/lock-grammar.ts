import { parseDuration } from '../../src/domain/duration.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { parseNames } from '../place-grammar.ts'

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
  const names = parseNames(named, config)
  if (isRefusal(names)) return names
  const { environment, service } = names
  if (environment === null) return missing(`/deploy ${verb}`, 'the environment')
  const place = { environment, service }
  if (verb === 'unlock') return { verb, ...place }
  const { reason, forMs } = takeDuration(becauseAt < 0 ? [] : words.slice(becauseAt + 1))
  if (!reason) return missing('/deploy lock', 'a reason, which the others will read')
  return { verb, ...place, reason, forMs }
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
