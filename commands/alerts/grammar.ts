import { subDays } from 'date-fns/subDays'
import { parseDuration } from '../../src/domain/duration.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { closest } from '../../src/domain/suggestion.ts'
import type { Deps } from '../../src/ports.ts'
import { listAlertNames } from '../../src/store/paging/alert-lists.ts'
import { ownSource } from '../../src/workflows/alerts/receive.ts'
import type { Silencing } from '../../src/workflows/alerts/silence.ts'
import { spelledDuration } from '../time-grammar.ts'
import { parseId, splitReason, splitWords } from '../words.ts'

type Typed = { what: string; forMs: number; because: string }

const longestMs = 30 * 24 * 3_600_000

/** `NAME for 2h because …`, or with the duration at the end. */
export function parseSilence(rest: string): Typed | Refusal {
  const { before, reason } = splitReason(splitWords(rest))
  const named = takeSpan(before)
  const told =
    named.forMs === undefined ? takeSpan(splitWords(reason ?? '')) : { words: splitWords(reason ?? '') }
  const forMs = named.forMs ?? ('forMs' in told ? told.forMs : undefined)
  const [what, because] = [named.words.join(' '), told.words.join(' ')]
  if (what === '')
    return missing('what to silence: the number of an alert, or the name of a rule, check, service or source')
  if (forMs === undefined || forMs > longestMs) return missing('for how long, 30d at most')
  return because === ''
    ? missing('why, which the others will read')
    : { what, forMs, because: because.slice(0, 200) }
}

/** A span at the end: `for 2h`, `for 2 hours`. */
function takeSpan(words: string[]): { words: string[]; forMs?: number | undefined } {
  const at = words.findLastIndex((word) => word.toLowerCase() === 'for')
  const said = words.slice(at + 1).map((word) => word.toLowerCase())
  const forMs = at < 0 ? undefined : (spelledDuration(said) ?? parseDuration(said.join(' ')))
  return forMs === undefined ? { words } : { words: words.slice(0, at), forMs }
}

const missing = (what: string): Refusal => ({
  refused: 'missing-words',
  command: '/status silence',
  missing: what,
  example: '/status silence shop-front for 2h because the database moves',
})

/** An alert by its number, or whatever is called so. */
export async function silenceable(given: string, deps: Deps): Promise<Silencing['of'] | Refusal> {
  const alert = parseId(given.replace(/^alert\s+/i, ''))
  if (alert !== null) return { alert }
  const known = await silenceableNames(deps)
  const name = known.find((one) => one.toLowerCase() === given.toLowerCase())
  if (name !== undefined) return { name }
  return { refused: 'unknown-word', what: 'alert', given, known, suggestion: closest(given, known) }
}

/** What the configuration names, and what alerts were called in the last week. */
async function silenceableNames({ db, config, now }: Deps): Promise<string[]> {
  const { rules, hooks } = config.alerts
  const configured = [...rules, ...config.checks, ...config.services].map(({ name }) => name)
  const heard = await listAlertNames(db, subDays(now(), 7))
  const sources = [...Object.keys(hooks), ownSource]
  return [...new Set([...configured, ...heard, ...sources])]
}
