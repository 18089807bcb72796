import type { CheckPolicy, CheckStanding } from '../check/check.ts'

/** How a part of the page is, from the best to the worst; `unknown` where nobody looked, which is not well. */
const componentStates = [
  'operational',
  'maintenance',
  'unknown',
  'degraded',
  'partial-outage',
  'major-outage',
] as const
export type ComponentState = (typeof componentStates)[number]

export const worstOf = (states: readonly ComponentState[]): ComponentState | null =>
  states.reduce<ComponentState | null>(
    (worst, state) =>
      worst === null || componentStates.indexOf(state) > componentStates.indexOf(worst) ? state : worst,
    null,
  )

/** How badly an incident hurts what it affects. */
const impacts = ['minor', 'major', 'critical'] as const
export type Impact = (typeof impacts)[number]

export type SeenCheck = Pick<CheckPolicy, 'every' | 'within' | 'level'> & {
  /** Null where it was never looked at. */
  seen: { standing: CheckStanding; lookedAt: Date | null } | null
}

/** How a component is, by its checks and the public incidents that are open; while it is maintained that is all it says. */
export function componentState(
  {
    checks,
    impacts,
    isMaintained,
  }: { checks: readonly SeenCheck[]; impacts: readonly Impact[]; isMaintained: boolean },
  now: Date,
): ComponentState {
  if (isMaintained) return 'maintenance'
  const seen = stateByChecks(checks, now)
  return worstOf([seen, ...impacts.map((impact) => stateByImpact[impact])]) ?? 'unknown'
}

export const stateByImpact = {
  minor: 'degraded',
  major: 'partial-outage',
  critical: 'major-outage',
} as const satisfies Record<Impact, ComponentState>

function stateByChecks(checks: readonly SeenCheck[], now: Date): ComponentState {
  const seen = checks.map((check) => ({ level: check.level, is: sightOf(check, now) }))
  const known = seen.filter(({ is }) => is !== 'unknown')
  const out = known.filter(({ is, level }) => is === 'down' && level === 'critical')
  if (out.length > 0) return out.length === known.length ? 'major-outage' : 'partial-outage'
  if (known.some(({ is }) => is !== 'up')) return 'degraded'
  return known.length > 0 && known.length === seen.length ? 'operational' : 'unknown'
}

/** Rounds of looks after which nobody is looking any more, so that what was seen last says nothing. */
const roundsUntilStale = 3

type Sight = 'up' | 'failing' | 'down' | 'unknown'

/** What a check says now. A failure that is not believed yet changes nothing. */
export function sightOf({ seen, every, within }: Omit<SeenCheck, 'level'>, now: Date): Sight {
  if (!seen?.lookedAt) return 'unknown'
  if (now.getTime() - seen.lookedAt.getTime() > roundsUntilStale * every + within) return 'unknown'
  return sights[seen.standing]
}

const sights = {
  ...{ new: 'unknown', unknown: 'unknown', up: 'up', confirming: 'up' },
  ...{ failing: 'failing', down: 'down' },
} as const satisfies Record<CheckStanding, Sight>
