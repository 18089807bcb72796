import type { UserId } from '../people.ts'

/** What Pilothouse can find out by itself. */
export const readinessChecks = [
  'checks-configured',
  'alerts-configured',
  'on-call-covered',
  'runbooks-present',
  'rollback-proven',
  'variables-present',
] as const
export type ReadinessCheck = (typeof readinessChecks)[number]

/**
 * One thing that production is to have. `within` (milliseconds) is how lately something was proven; `expiresAfter` is
 * how long somebody's word for it counts.
 */
export type ReadinessItem = { name: string; area: string; item: string } & (
  | { is: ReadinessCheck; within: number }
  | { is: 'attested'; expiresAfter: number }
)

export type Attestation = { item: string; by: UserId; at: Date; because: string }

/** `why` is a sentence's end. What nobody could find out is unknown, and counts as missing. */
export type ItemStanding = { is: 'met' | 'missing' | 'unknown'; why: string }

export type JudgedItem = ReadinessItem & { standing: ItemStanding; attestation: Attestation | null }

export type Score = { met: number; of: number }

export type Readiness = {
  score: Score
  areas: { area: string; score: Score; items: JudgedItem[] }[]
}

/** What is ready, by area in the order of the configuration. `found` holds what was looked up. */
export function judgeReadiness(
  items: readonly ReadinessItem[],
  found: ReadonlyMap<string, ItemStanding>,
  attestations: ReadonlyMap<string, Attestation>,
  now: Date,
): Readiness {
  const judged = items.map((item): JudgedItem => {
    const attestation = attestations.get(item.name) ?? null
    const standing =
      item.is === 'attested'
        ? attested(attestation, item.expiresAfter, now)
        : (found.get(item.name) ?? { is: 'unknown' as const, why: 'nobody looked' })
    return { ...item, standing, attestation }
  })
  const areas = [...Map.groupBy(judged, ({ area }) => area)]
  return {
    score: scoreOf(judged),
    areas: areas.map(([area, some]) => ({ area, score: scoreOf(some), items: some })),
  }
}

function attested(attestation: Attestation | null, expiresAfter: number, now: Date): ItemStanding {
  if (attestation === null) return { is: 'missing', why: 'nobody has attested it' }
  const isOver = attestation.at.getTime() + expiresAfter <= now.getTime()
  return isOver
    ? { is: 'missing', why: 'its attestation has expired' }
    : { is: 'met', why: attestation.because }
}

const scoreOf = (items: readonly JudgedItem[]): Score => ({
  met: items.filter(({ standing }) => standing.is === 'met').length,
  of: items.length,
})
