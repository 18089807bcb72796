import { editDistance } from '../suggestion.ts'

/** What is compared of an incident. */
export type Alike = { title: string; affects: readonly string[] }

/**
 * In which words two incidents are the same: a service that both affect, or what both titles are about. Null where they
 * are two. Words that say how something fails ("is down", "returns 500s") tell nothing of what fails.
 */
export function likeness(one: Alike, other: Alike): string[] | null {
  const services = one.affects.filter((service) => other.affects.includes(service))
  if (services.length > 0) return services
  const [these, those] = [subjectOf(one.title), subjectOf(other.title)]
  const shared = these.filter((word) => those.some((each) => isSameWord(word, each)))
  if (shared.length > 0) return shared.length * 2 > Math.min(these.length, those.length) ? shared : null
  const isNameless = these.length === 0 && those.length === 0
  return isNameless && spelled(one.title) === spelled(other.title) ? [one.title] : null
}

/** The services that a title names as whole words. */
export function namedIn(title: string, services: readonly string[]): string[] {
  const text = ` ${title.toLowerCase().replace(/[^\p{L}\p{N}-]+/gu, ' ')} `
  return services.filter((service) => text.includes(` ${service.toLowerCase()} `))
}

const wordsOf = (title: string): string[] =>
  title
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Its words alone; the title itself where it has none. */
const spelled = (title: string): string => wordsOf(title).join(' ') || title

const subjectOf = (title: string): string[] => [
  ...new Set(wordsOf(title).filter((word) => !saysNothing.has(word) && !/^[45]\d\ds?$/.test(word))),
]

const saysNothing = new Set(
  [
    'a an the is are was were be been has have had do does did not no cannot cant can doesnt dont isnt wont its it',
    'in on at of for to from with by and or but our we all any some every since again now still very too again there',
    'down broken broke breaks failing fails fail failed failure failures error errors erroring slow slower hang hangs hanging stuck',
    'unavailable unreachable outage empty wrong missing timeout timeouts times time out returns return returning gives',
    'get gets got showing shows show looks look seems behaves odd strange weird bad works work working nobody people customers users user customer many issue issues',
    'problem problems incident production prod live page pages site service api help urgent please high low medium',
  ]
    .join(' ')
    .split(' '),
)

/** The same but for an ending ("payment", "payments") or one slip of a finger in a long word. */
const isSameWord = (one: string, other: string): boolean =>
  one === other ||
  (Math.min(one.length, other.length) >= 4 && (one.startsWith(other) || other.startsWith(one))) ||
  (Math.min(one.length, other.length) >= 6 && editDistance(one, other) <= 1)
