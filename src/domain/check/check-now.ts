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
  /** Why it is not well, or nobody knows. */
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

/** The worst first. */
const order = ['down', 'failing', 'unknown', 'new', 'confirming', 'up'] as const satisfies CheckStanding[]

export const worstFirst = (checks: readonly CheckNow[]): CheckNow[] =>
  checks.toSorted((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing))

/** Those of them that were not found well; one failure that is not confirmed yet is none. */
export const unwell = (checks: readonly CheckNow[]): CheckNow[] =>
  worstFirst(checks.filter(({ standing }) => standing !== 'up' && standing !== 'confirming'))
