import { parseDuration } from '../../src/domain/duration.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { paces } from '../../src/domain/updates/cadence.ts'
import { takeId, takeWord } from '../incident/typed.ts'

/** `every` is milliseconds; null is the pace that the severity says. */
export type UpdateCommand = { verb: 'cadence'; id: number | null; every: number | null }

const usual = ['default', 'usual', 'normal']

/** `cadence 30m`, `cadence 3 1h`, `cadence default` */
export function parseCadence(rest: string): UpdateCommand | Refusal {
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
