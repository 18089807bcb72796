import type { IncidentPolicy } from '../../src/domain/incident/incident-policy.ts'
import { parseTitle } from '../incident/title.ts'
import { type Known, takeWord } from '../incident/typed.ts'

/** `isAnyway`: although an open incident looks the same. */
export type DeclareFlags = { isPrivate?: boolean; isTriage?: boolean; isAnyway?: boolean }

export type DeclareCommand = ReturnType<typeof parseTitle> & DeclareFlags

const flags = {
  declare: {},
  private: { isPrivate: true },
  triage: { isTriage: true },
  anyway: { isAnyway: true },
} as const satisfies Record<string, DeclareFlags>

type Flag = keyof typeof flags
const isFlag = (word: string): word is Flag => Object.hasOwn(flags, word)

export const declareVerbs = {
  declare: (rest: string, { incidents }: Known) => parseDeclare('declare', rest, incidents),
  private: (rest: string, { incidents }: Known) => parseDeclare('private', rest, incidents),
  triage: (rest: string, { incidents }: Known) => parseDeclare('triage', rest, incidents),
  anyway: (rest: string, { incidents }: Known) => parseDeclare('anyway', rest, incidents),
}

/**
 * `private checkout leaks addresses p0`: how it is declared stands first, in any order, then its title. After `declare`
 * everything is the title.
 */
function parseDeclare(first: Flag, rest: string, policy: IncidentPolicy): DeclareCommand {
  if (first === 'declare') return parseTitle(rest, policy)
  const chosen = flags[first]
  const [word, after] = takeWord(rest)
  const next = word.toLowerCase()
  const command = isFlag(next) ? parseDeclare(next, after, policy) : parseTitle(rest, policy)
  return { ...command, ...chosen }
}
