import type { IncidentPolicy } from '../../src/domain/incident/incident-policy.ts'
import { findSeverity } from '../../src/domain/incident/severity.ts'
import { type Period, parsePeriod } from '../../src/domain/period.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Parse } from '../incident/typed.ts'
import { splitWords } from '../words.ts'

/** `period` makes the moments out of what was typed, once it is known what time it is; `asked` is what was typed of it. */
export type MetricsCommand = {
  verb: 'metrics'
  asked: string
  severity: string | null
  period: (now: Date) => Period
  file: 'csv' | 'markdown' | null
}

export const metricsVerbs: Record<MetricsCommand['verb'], Parse<MetricsCommand>> = {
  metrics: (rest, { incidents }) => (isTitle(rest, incidents) ? null : parseMetrics(rest, incidents)),
}

const usual = '90d'

const files: Record<string, 'csv' | 'markdown'> = { csv: 'csv', markdown: 'markdown', md: 'markdown' }

const fileOf = (word: string) =>
  Object.hasOwn(files, word.toLowerCase()) ? files[word.toLowerCase()] : undefined

const isPeriod = (word: string): boolean => parsePeriod(word, new Date(0)) !== undefined

/** True where the words are a title that happens to begin with "metrics". */
function isTitle(rest: string, policy: IncidentPolicy): boolean {
  const [first, ...more] = splitWords(rest)
  const isKnown = first === undefined || /^\d/.test(first) || fileOf(first) || findSeverity(policy, first)
  return !isKnown && more.length > 0
}

/** A period, a severity and a kind of file in any order; all are optional. */
export function parseMetrics(rest: string, policy: IncidentPolicy): MetricsCommand | Refusal {
  const words = splitWords(rest)
  const periods = words.filter(isPeriod)
  const levels = words.flatMap((word) => findSeverity(policy, word)?.level ?? [])
  const kinds = words.flatMap((word) => fileOf(word) ?? [])
  const [text = usual] = periods
  const known = periods.length + levels.length + kinds.length
  if (known < words.length || periods.length > 1 || levels.length > 1)
    return {
      refused: 'missing-words',
      command: '/incident metrics',
      missing: 'a period (30d, 2026-11), a severity, or csv or markdown for a file, and nothing else',
      example: '/incident metrics 30d p0',
    }
  return {
    verb: 'metrics',
    asked: [...periods, ...levels].join(' '),
    severity: levels[0] ?? null,
    period: (now) => parsePeriod(text, now) ?? { from: now, until: now },
    file: kinds[0] ?? null,
  }
}
