/** How one service did when it was last looked at. `why` tells what was wrong, or why nobody could tell. */
export type HealthCheck = { service: string; environment: string } & (
  | { is: 'green' }
  | { is: 'red' | 'unknown'; why: string }
)

/** What a look at everything that an incident affects showed; `isNamed` is false where nobody said what it affects. */
export type Health = { at: Date; isNamed: boolean; checks: HealthCheck[] }

/**
 * The worst that was seen. Where nobody said what is affected, everything that can be asked was, and what can't be asked
 * says nothing.
 */
export function healthOf({ isNamed, checks }: Health): 'green' | 'red' | 'unknown' {
  if (checks.some((check) => check.is === 'red')) return 'red'
  const isAnyGreen = checks.some((check) => check.is === 'green')
  const isUnknown = checks.some((check) => check.is === 'unknown')
  return isAnyGreen && (!isNamed || !isUnknown) ? 'green' : 'unknown'
}

/** One sentence's end for each check that is not green, or for there being none. */
export function healthTroubles(health: Health): string[] {
  if (healthOf(health) === 'green') return []
  if (health.checks.length === 0) return ['nothing that it affects can be looked at']
  return health.checks.flatMap((check) => {
    if (check.is === 'green') return []
    const { service, environment, is, why } = check
    return [`${service} on ${environment} ${is === 'red' ? 'is not well' : 'can’t be looked at'}: ${why}`]
  })
}
