import type { IncidentPolicy } from '../../src/domain/incident/incident-policy.ts'
import type { PageTarget } from '../../src/domain/paging/page.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { mentionIn, type Parse, takeId, takeWord, withoutBecause } from '../incident/typed.ts'
import { parseId, splitWords } from '../words.ts'

/** `alert` is an alert's number where one is meant; `into` the incident it is added to, null for a new one. */
export type PagingCommand =
  | { verb: 'ack'; id: number | null }
  | { verb: 'ack-alert'; alert: number }
  | { verb: 'page'; id: number | null; target: PageTarget; because: string | null }
  | { verb: 'from-alert'; alert: number; into: number | null }

export const pagingVerbs: Record<Exclude<PagingCommand['verb'], 'ack-alert'>, Parse<PagingCommand>> = {
  ack: parseAck,
  page: (rest, { incidents }) => parsePage(rest, incidents),
  'from-alert': parseFromAlert,
}

/** `ack`, `ack 3`, `ack alert 5`; null for what is a title, such as "ack is slow". */
function parseAck(rest: string): PagingCommand | null {
  const words = splitWords(rest)
  const [first, second] = words
  const alert = first?.toLowerCase() === 'alert' ? parseId(second) : null
  if (alert !== null) return { verb: 'ack-alert', alert }
  const id = parseId(first)
  return words.length === 0 || id !== null ? { verb: 'ack', id } : null
}

/** `page 3 @priya because …`; null for what is a title, such as "page is down". */
function parsePage(rest: string, { pagers }: IncidentPolicy): PagingCommand | Refusal | null {
  const [id, said] = takeId(rest)
  const [word, reason] = takeWord(said)
  const target = targetOf(word, pagers)
  if (target) return { verb: 'page', id, target, because: withoutBecause(reason) || null }
  const isMeant = word === '' || word.startsWith('@') || /^because(?:\s|$)/i.test(reason)
  return isMeant ? noTarget(Object.keys(pagers)) : null
}

/** `from-alert 5`, `from-alert 5 into 3`. */
function parseFromAlert(rest: string): PagingCommand | Refusal {
  const [first, second, third] = splitWords(rest)
  const [alert, into] = [parseId(first), parseId(second?.toLowerCase() === 'into' ? third : second)]
  if (alert !== null && (second === undefined || into !== null)) return { verb: 'from-alert', alert, into }
  return {
    refused: 'missing-words',
    command: '/incident from-alert',
    missing: 'the alert’s number, and, to add it to an incident, “into” and that one’s number',
    example: '/incident from-alert 5 into 3',
  }
}

function targetOf(word: string, pagers: IncidentPolicy['pagers']): PageTarget | null {
  const user = mentionIn(word)
  if (user) return { to: 'user', user }
  const group = /^<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>$/.exec(word)?.[1]
  if (group) return { to: 'group', group }
  if (/^on-?call$/i.test(word)) return { to: 'on-call' }
  return Object.hasOwn(pagers, word.toLowerCase()) ? { to: 'pager', pager: word.toLowerCase() } : null
}

const noTarget = (pagers: string[]): Refusal => ({
  refused: 'missing-words',
  command: '/incident page',
  missing: `whom to page: a person or a user group, chosen from the list that Slack shows after @, or ${['on-call', ...pagers].join(', ')}`,
  example: '/incident page on-call because the database is full',
})
