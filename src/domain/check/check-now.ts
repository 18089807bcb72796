import type { CheckPolicy, CheckStanding } from './check.ts'

/** A check as it stands at one moment. */
export type CheckNow = {
  name: string
  service: string | null
  environment: string | null
  standing: CheckStanding
  since: Date
  lookedAt: Date | null
  latencyMs: number | null
  /** Why it is not well, or nobody knows; of what it warns, where it is up. */
  why: string | null
  /** True where nobody has looked for so long that what was seen says nothing. */
  isStale: boolean
}

type Seen = Pick<CheckNow, 'standing' | 'since' | 'lookedAt' | 'latencyMs' | 'why'>

/** Rounds without a look after which a check is unknown. */
const patience = 3

/** Where a check stands now; it is unknown where nobody looked lately, however well it was. */
export function checkNow(policy: CheckPolicy, seen: Seen | undefined, now: Date): CheckNow {
  const { name, service = null, environment = null, every } = policy
  const about = { name, service, environment }
  if (!seen || seen.lookedAt === null)
    return {
      ...{ ...about, standing: 'new', since: seen?.since ?? now, lookedAt: null },
      ...{ latencyMs: null, why: null, isStale: false },
    }
  const { standing, since, lookedAt, latencyMs, why } = seen
  const isStale = now.getTime() - lookedAt.getTime() > patience * every
  const known = { ...about, since, lookedAt, latencyMs, why, isStale }
  return isStale ? { ...known, standing: 'unknown', since: lookedAt } : { ...known, standing }
}

/** True where it answers, and warns of something all the same. */
export const isWarned = ({ standing, why }: Pick<CheckNow, 'standing' | 'why'>): boolean =>
  standing === 'up' && why !== null

/** The worst first. */
const order = ['down', 'failing', 'unknown', 'new', 'warned', 'confirming', 'up'] as const

const badness = (check: CheckNow): number => order.indexOf(isWarned(check) ? 'warned' : check.standing)

export const worstFirst = (checks: readonly CheckNow[]): CheckNow[] =>
  checks.toSorted((a, b) => badness(a) - badness(b))

/** Those of them that were not found well, or warn of something; one failure that is not confirmed yet is none. */
export const unwell = (checks: readonly CheckNow[]): CheckNow[] =>
  worstFirst(checks.filter((check) => badness(check) < order.indexOf('confirming')))
