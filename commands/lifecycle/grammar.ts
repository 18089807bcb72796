import type { WantedTime } from '../../src/domain/deployment/start-time.ts'
import type { PastTime } from '../../src/domain/past-time.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { type Parse, takeId, takeWord, withoutBecause } from '../incident/typed.ts'
import { takeStart } from '../time-grammar.ts'
import { findNamed, parseId, splitReason, splitWords } from '../words.ts'
import { parsePast } from './past-grammar.ts'

/** What was typed about an incident's life; a null reason, time, target or list of services asks for the form. */
export type LifecycleCommand =
  | { verb: 'confirm' | 'continue'; id: number | null }
  | { verb: 'decline' | 'cancel'; id: number | null; because: string | null }
  | { verb: 'merge'; id: number | null; into: number | null; because: string | null }
  | { verb: 'pause'; id: number | null; until: WantedTime | null; because: string | null }
  | { verb: 'affects'; id: number | null; services: string[] | null }
  | { verb: 'since'; id: number | null; began: PastTime | null }

export type LifecycleVerb = LifecycleCommand['verb']

export const lifecycleVerbs: Record<LifecycleVerb, Parse<LifecycleCommand>> = {
  confirm: (rest) => ({ verb: 'confirm', id: takeId(rest)[0] }),
  continue: (rest) => ({ verb: 'continue', id: takeId(rest)[0] }),
  decline: (rest) => parseEnd('decline', rest),
  cancel: (rest) => parseEnd('cancel', rest),
  merge: parseMerge,
  pause: parsePause,
  affects: (rest, { services }) => parseAffects(rest, services),
  since: parseSince,
}

/** What may follow each verb; anything else makes it the first word of a title: "cancel button is broken". */
export const lifecycleFollows: Record<LifecycleVerb, RegExp> = {
  confirm: /^(#?\d+)?$/,
  continue: /^(#?\d+)?$/,
  decline: /^($|#?\d+(\s|$)|because\b)/i,
  cancel: /^($|#?\d+(\s|$)|because\b)/i,
  merge: /^($|#?\d+(\s|$)|into\b)/i,
  pause: /^($|#?\d+(\s|$)|until\b|for\b|because\b)/i,
  affects: /^/,
  since: /^($|#?\d|now\b|today\b|yesterday\b)/i,
}

function parseEnd(verb: 'decline' | 'cancel', rest: string): LifecycleCommand {
  const [id, said] = takeId(rest)
  return { verb, id, because: withoutBecause(said) || null }
}

function parseMerge(rest: string): LifecycleCommand | Refusal {
  const [id, said] = takeId(rest)
  const [word, afterWord] = takeWord(said)
  if (word === '') return { verb: 'merge', id, into: null, because: null }
  const [into, reason] = takeId(word.toLowerCase() === 'into' ? afterWord : said)
  if (into !== null) return { verb: 'merge', id, into, because: withoutBecause(reason) || null }
  return {
    refused: 'missing-words',
    command: '/incident merge',
    missing: 'the number of the incident in which the work goes on',
    example: `/incident merge ${id ?? 3} into 12 because it has the same cause`,
  }
}

function parsePause(rest: string): LifecycleCommand | Refusal {
  const [id, said] = takeId(rest)
  const { before, reason } = splitReason(splitWords(said))
  const [word = '', ...time] = before
  if (word === '') return { verb: 'pause', id, until: null, because: reason }
  const taken = takeTime(word.toLowerCase(), time)
  if (taken) return { verb: 'pause', id, until: taken, because: reason }
  return {
    refused: 'missing-words',
    command: '/incident pause',
    missing: 'a time, such as for 2h, until 18:00 or until tomorrow 9:00; a reason follows because',
    example: `/incident pause${id === null ? '' : ` ${id}`} for 2h because we wait for the provider`,
  }
}

function takeTime(word: string, time: string[]): WantedTime | null {
  if (word !== 'for' && word !== 'until') return null
  const named = takeStart(time)
  const spelled = [word === 'for' ? 'in' : 'at', ...time]
  const taken = isRefusal(named) || named.start === null ? takeStart(spelled) : named
  return isRefusal(taken) || taken.rest.length > 0 ? null : taken.start
}

function parseAffects(rest: string, services: TeamConfig['services']): LifecycleCommand | Refusal {
  const [id, said] = takeId(rest)
  const words = splitWords(said.replaceAll(',', ' ')).filter((word) => word.toLowerCase() !== 'and')
  if (words.length === 0) return { verb: 'affects', id, services: null }
  if (words.length === 1 && words[0]?.toLowerCase() === 'none') return { verb: 'affects', id, services: [] }
  const found = words.map((word) => findNamed('service', word, services))
  const refusal = found.find(isRefusal)
  if (refusal) return refusal
  const names = found.flatMap((service) => (isRefusal(service) ? [] : [service.name]))
  return { verb: 'affects', id, services: [...new Set(names)] }
}

function parseSince(rest: string): LifecycleCommand | Refusal {
  const words = splitWords(rest)
  if (words.length === 0) return { verb: 'since', id: null, began: null }
  const began = parsePast(words)
  if (began) return { verb: 'since', id: null, began }
  const id = parseId(words[0])
  if (id !== null && words.length === 1) return { verb: 'since', id, began: null }
  const later = id === null ? null : parsePast(words.slice(1))
  if (later) return { verb: 'since', id, began: later }
  return {
    refused: 'missing-words',
    command: '/incident since',
    missing: 'a time that has passed, such as 14:05, yesterday 22:00, 2026-11-22 14:05 or 20m ago',
    example: `/incident since${id === null ? '' : ` ${id}`} 14:05`,
  }
}
