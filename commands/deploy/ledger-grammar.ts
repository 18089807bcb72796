import { type Period, parsePeriod } from '../../src/domain/period.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { parseNames } from '../place-grammar.ts'

/** `period` makes the moments out of what was typed, once it is known what time it is. */
export type LedgerCommand = {
  verb: 'ledger'
  service: string | null
  environment: string | null
  period: (now: Date) => Period
}

const usual = '30d'

/** A service, an environment and a period in any order; all are optional. */
export function parseLedger(words: string[], config: TeamConfig): LedgerCommand | Refusal {
  const periods = words.filter((word) => /^\d/.test(word))
  const names = parseNames(
    words.filter((word) => !/^\d/.test(word)),
    config,
  )
  if (isRefusal(names)) return names
  const [text = usual, ...more] = periods
  const isPeriod = parsePeriod(text, new Date(0)) !== undefined
  if (!isPeriod || more.length > 0)
    return {
      refused: 'missing-words',
      command: '/deploy ledger',
      missing: 'one period: 7d, a month such as 2026-11, or days such as 2026-11-01..2026-11-15',
      example: `/deploy ledger ${names.environment ?? 'production'} 7d`,
    }
  return { verb: 'ledger', ...names, period: (now) => parsePeriod(text, now) ?? { from: now, until: now } }
}
