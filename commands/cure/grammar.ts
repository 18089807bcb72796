import { parseDuration } from '../../src/domain/duration.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { type Parse, takeId, withoutBecause } from '../incident/typed.ts'
import { parseId, splitWords } from '../words.ts'

/** What was typed about an incident's cause; a null reason asks for the form, a null window is the usual one. */
export type CureCommand =
  | { verb: 'suspects'; id: number | null }
  | { verb: 'rollback'; id: number | null; deployment: number }
  | { verb: 'unlock'; id: number | null; because: string | null }
  | { verb: 'correlate'; id: number | null; windowMs: number | null }

type CureVerb = CureCommand['verb']

export const cureVerbs: Record<CureVerb, Parse<CureCommand>> = {
  suspects: (rest) => ({ verb: 'suspects', id: takeId(rest)[0] }),
  rollback: parseRollback,
  unlock(rest) {
    const [id, said] = takeId(rest)
    return { verb: 'unlock', id, because: withoutBecause(said) || null }
  },
  correlate: parseCorrelate,
}

/** What may follow each verb; anything else makes it the first word of a title: "rollback of web fails". */
export const cureFollows: Record<CureVerb, RegExp> = {
  suspects: /^(#?\d+)?$/,
  rollback: /^(#?\d+\s+)?#?\d+$/,
  unlock: /^($|#?\d+(\s|$)|because\b)/i,
  correlate: /^(#?\d+)?\s*(\d+\w+)?$/,
}

/** `41`, or `3 41` outside the incident's channel. */
function parseRollback(rest: string): CureCommand {
  const [first = null, second = null] = splitWords(rest).map(parseId)
  return second === null
    ? { verb: 'rollback', id: null, deployment: first ?? 0 }
    : { verb: 'rollback', id: first, deployment: second }
}

const longestMs = 24 * 60 * 60_000

/** `30m`, `3 30m`, `3` or nothing. */
function parseCorrelate(rest: string): CureCommand | Refusal {
  const [id, said] = takeId(rest)
  const windowMs = said === '' ? null : parseDuration(said)
  if (windowMs === null && said === '') return { verb: 'correlate', id, windowMs: null }
  if (windowMs !== null && windowMs !== undefined && windowMs <= longestMs)
    return { verb: 'correlate', id, windowMs }
  return {
    refused: 'missing-words',
    command: '/incident correlate',
    missing: 'how far to look back, at most 24h, or nothing',
    example: `/incident correlate${id === null ? '' : ` ${id}`} 30m`,
  }
}
