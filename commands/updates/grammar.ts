import { parseDuration } from '../../src/domain/duration.ts'
import type { IncidentPolicy } from '../../src/domain/incident/incident-policy.ts'
import { findSeverity } from '../../src/domain/incident/severity.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { paces } from '../../src/domain/updates/cadence.ts'
import { type Parse, takeId, takeWord } from '../incident/typed.ts'
import { parseId, splitWords } from '../words.ts'

/** `every` is milliseconds; null is the pace that the severity says. */
export type UpdateCommand =
  | { verb: 'cadence'; id: number | null; every: number | null }
  | { verb: 'public'; id: number | null; text: string }
  | { verb: 'publish' | 'reject'; publicId: number }

export const updateVerbs: Record<UpdateCommand['verb'], Parse<UpdateCommand>> = {
  cadence: parseCadence,
  public: (rest, { incidents }) => parsePublic(rest, incidents),
  publish: (rest) => parsePublish('publish', rest),
  reject: (rest) => parsePublish('reject', rest),
}

const usual = ['default', 'usual', 'normal']

/** `cadence 30m`, `cadence 3 1h`, `cadence default` */
function parseCadence(rest: string): UpdateCommand | Refusal {
  const [id, said] = takeId(rest)
  const [first, others] = takeWord(said)
  const word = (first.toLowerCase() === 'every' ? others : said).toLowerCase().replaceAll(' ', '')
  if (usual.includes(word)) return { verb: 'cadence', id, every: null }
  const every = parseDuration(word)
  if (every !== undefined && every >= paces.from && every <= paces.to) return { verb: 'cadence', id, every }
  return {
    refused: 'missing-words',
    command: '/incident cadence',
    missing: 'a time from 1m to 24h between two updates, or “default”',
    example: `/incident cadence ${id === null ? '' : `${id} `}30m`,
  }
}

/** `public 3 Some payments fail.`; null for a title such as "public site is down p0". */
function parsePublic(rest: string, policy: IncidentPolicy): UpdateCommand | Refusal | null {
  const [id, text] = takeId(rest)
  const last =
    splitWords(text)
      .at(-1)
      ?.replace(/[^\w-]/g, '') ?? ''
  // Only a level such as p0: words for the public may well end with "high".
  if (id === null && /\d/.test(last) && findSeverity(policy, last)) return null
  if (text !== '') return { verb: 'public', id, text }
  return {
    refused: 'missing-words',
    command: '/incident public',
    missing: 'the words for the public page',
    example: `/incident public ${id === null ? '' : `${id} `}Some payments fail. We are looking into it.`,
  }
}

/** `publish 7`; null for a title such as "publish button hangs". */
function parsePublish(verb: 'publish' | 'reject', rest: string): UpdateCommand | Refusal | null {
  const words = splitWords(rest)
  const publicId = parseId(words[0])
  if (publicId !== null && words.length === 1) return { verb, publicId }
  if (words.length > 1) return null
  return {
    refused: 'missing-words',
    command: `/incident ${verb}`,
    missing: 'the number of the words for the public page, which stands on their card',
    example: `/incident ${verb} 7`,
  }
}
