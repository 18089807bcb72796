import type { WantedTime } from '../../src/domain/deployment/start-time.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { type Parse, takeId, takeWord, withoutBecause } from '../incident/typed.ts'
import { takeStart } from '../time-grammar.ts'
import { splitWords } from '../words.ts'

/** What was typed about what follows an incident. A null reason asks for the form. */
export type PostmortemCommand =
  /** `what` null begins it, or opens its form. */
  | { verb: 'postmortem'; id: number | null; what: 'again' | 'check' | null }
  | { verb: 'close'; id: number | null; because: string | null }
  | { verb: 'review'; id: number | null; at: WantedTime | 'held' }

type PostmortemVerb = PostmortemCommand['verb']

export const postmortemVerbs: Record<PostmortemVerb, Parse<PostmortemCommand>> = {
  postmortem: parsePostmortem,
  close: (rest) => {
    const [id, said] = takeId(rest)
    return { verb: 'close', id, because: withoutBecause(said) || null }
  },
  review: parseReview,
}

/** What may follow; anything else makes it the first word of a title: "close button is broken". */
export const postmortemFollows: Record<PostmortemVerb, RegExp> = {
  postmortem: /^(#?\d+)?\s*(again|check)?$/i,
  close: /^($|#?\d+(\s|$)|because\b)/i,
  // A slip in a time must declare no incident.
  review: /^/,
}

function parsePostmortem(rest: string): PostmortemCommand {
  const [id, said] = takeId(rest)
  const word = takeWord(said)[0].toLowerCase()
  return { verb: 'postmortem', id, what: word === 'again' || word === 'check' ? word : null }
}

function parseReview(rest: string): PostmortemCommand | Refusal {
  const [id, said] = takeId(rest)
  const words = splitWords(said)
  if (words.length === 1 && /^(held|done)$/i.test(said)) return { verb: 'review', id, at: 'held' }
  const taken = takeStart(words)
  if (!isRefusal(taken) && taken.start && taken.rest.length === 0)
    return { verb: 'review', id, at: taken.start }
  return {
    refused: 'missing-words',
    command: '/incident review',
    missing: 'a time, such as tomorrow 10:00, friday 14:00 or in 2h, or “held” once it was',
    example: `/incident review${id === null ? '' : ` ${id}`} tomorrow 10:00`,
  }
}
