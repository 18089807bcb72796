import type { IncidentPolicy } from '../../src/domain/incident/incident-policy.ts'
import { commanderRole, communicationsRole, roleNames } from '../../src/domain/incident/role.ts'
import type { UserId } from '../../src/domain/people.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { closest } from '../../src/domain/suggestion.ts'
import { mentionIn, type Parse } from '../incident/typed.ts'
import { parseId, splitWords } from '../words.ts'

/** A null role asks for the form, and so does `to` where it is missing; a null `to` leaves the role empty. */
export type RoleCommand =
  | { verb: 'role'; id: number | null; role: string | null; to?: UserId | 'me' | null }
  | { verb: 'accept' | 'decline-role'; id: number | null; role: string | null }

export const roleVerbs: Record<RoleCommand['verb'] | 'commander', Parse<RoleCommand>> = {
  role: (rest, { incidents }) => parseRole(rest, incidents),
  // How some people say `role commander`.
  commander: parseCommander,
  accept: (rest, { incidents }) => parseAnswer('accept', rest, incidents),
  'decline-role': (rest, { incidents }) => parseAnswer('decline-role', rest, incidents),
}

/** What may follow; anything else makes it the first word of a title: "accept button does nothing". */
export const roleFollows = { accept: /^\S*(\s+\S+)?$/ } as const

/** `role communications @priya`, `role scribe me`, `role scribe` (for oneself), `role scribe none`; a number anywhere. */
function parseRole(rest: string, { roles }: IncidentPolicy): RoleCommand | Refusal {
  const { id, words } = withoutId(rest)
  const [first, ...said] = words
  if (first === undefined) return { verb: 'role', id, role: null }
  const role = roleMeant(first, roles)
  if (typeof role !== 'string') return role
  return parseHolder(role, id, said)
}

/** `commander @priya`; alone, it asks for the form. */
function parseCommander(rest: string): RoleCommand | Refusal {
  const { id, words } = withoutId(rest)
  return parseHolder(commanderRole, id, words)
}

function parseHolder(role: string, id: number | null, said: string[]): RoleCommand | Refusal {
  const [word] = said
  if (word === undefined)
    return role === commanderRole ? { verb: 'role', id, role } : { verb: 'role', id, role, to: 'me' }
  if (said.length === 1 && /^(none|nobody)$/i.test(word)) return { verb: 'role', id, role, to: null }
  if (said.length === 1 && /^me$/i.test(word)) return { verb: 'role', id, role, to: 'me' }
  const to = said.map(mentionIn).find((mentioned) => mentioned !== null)
  if (to) return { verb: 'role', id, role, to }
  return {
    refused: 'missing-words',
    command: `/incident role ${role}`,
    missing: 'a person, chosen from the list that Slack shows after @, or me, or none',
    example: `/incident role ${role} @priya`,
  }
}

/** `accept`, `accept 3`, `accept scribe 3`. */
function parseAnswer(
  verb: 'accept' | 'decline-role',
  rest: string,
  { roles }: IncidentPolicy,
): RoleCommand | Refusal {
  const { id, words } = withoutId(rest)
  const [first] = words
  const role = first === undefined ? null : roleMeant(first, roles)
  return role === null || typeof role === 'string' ? { verb, id, role } : role
}

function withoutId(rest: string): { id: number | null; words: string[] } {
  const words = splitWords(rest)
  const id = words.map(parseId).find((number) => number !== null) ?? null
  return { id, words: words.filter((word) => parseId(word) === null) }
}

/** What people say for the roles that are always there. */
const usual: Record<string, string> = {
  ic: commanderRole,
  lead: commanderRole,
  comms: communicationsRole,
}

/** A role by its name, by what people say for it, or by how it alone begins. */
function roleMeant(word: string, roles: IncidentPolicy['roles']): string | Refusal {
  const said = word.toLowerCase()
  const given = Object.hasOwn(usual, said) ? (usual[said] ?? said) : said
  const known = roleNames(roles)
  const starting = known.filter((name) => given.length >= 3 && name.startsWith(given))
  const [only] = starting
  if (known.includes(given)) return given
  if (only !== undefined && starting.length === 1) return only
  return { refused: 'unknown-word', what: 'role', given: word, known, suggestion: closest(given, known) }
}
