import { parseDuration } from '../../src/domain/duration.ts'
import type { IncidentPolicy } from '../../src/domain/incident/incident-policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { type Parse, startsWithNumber } from '../incident/typed.ts'
import { splitWords } from '../words.ts'

export type DrillCommand =
  | { verb: 'drill'; do: 'list' | 'stop' }
  | { verb: 'drill'; do: 'begin'; name: string; within: number | null }
  | { verb: 'drills' }

export const drillVerbs: Record<DrillCommand['verb'], Parse<DrillCommand>> = {
  drill: (rest, { incidents }) => (isTitle(rest, incidents) ? null : parseDrill(rest)),
  drills: () => ({ verb: 'drills' }),
}

export const drillFollows = { drills: startsWithNumber } as const

/** True where the words are a title that happens to begin with "drill". */
function isTitle(rest: string, { drills }: IncidentPolicy): boolean {
  const [first = '', ...more] = splitWords(rest.toLowerCase())
  const isKnown = first === 'stop' || first === 'list' || drills.some(({ name }) => name === first)
  return !isKnown && more.length > 0 && more[0] !== 'in'
}

/** Nothing for the list, `stop`, or a script's name with `in 10m` behind it. */
function parseDrill(rest: string): DrillCommand | Refusal {
  const [name, ...more] = splitWords(rest.toLowerCase())
  if (name === undefined || name === 'list') return { verb: 'drill', do: 'list' }
  if (name === 'stop') return { verb: 'drill', do: 'stop' }
  if (more.length === 0) return { verb: 'drill', do: 'begin', name, within: null }
  const within = more[0] === 'in' ? parseDuration(more.slice(1).join(' ')) : undefined
  if (within !== undefined) return { verb: 'drill', do: 'begin', name, within }
  return {
    refused: 'missing-words',
    command: `/incident drill ${name}`,
    missing: 'nothing more, or how long it may last: in 10m',
    example: `/incident drill ${name} in 10m`,
  }
}
