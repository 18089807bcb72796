import type { OpenIncident } from '../incident/incident.ts'
import type { UserId } from '../people.ts'
import type { UpdatePolicy } from './update-policy.ts'

/** Whoever is reminded of an update, by what makes it theirs to write. */
export type Reminded = { role: 'communications' | 'commander'; user: UserId } | { role: 'on-call' }

type Led = Pick<OpenIncident, 'roles' | 'commander'>
type Missed = Pick<UpdatePolicy, 'climbAfter'>

/** Who is reminded of the next update after `missed` in a row that nobody wrote: everybody up to where it climbed. */
export function remindersFor(incident: Led, { climbAfter }: Missed, missed: number): Reminded[] {
  return ladder(incident).slice(0, 1 + Math.floor(missed / climbAfter))
}

/** Who comes in with this reminder, because others let the ones before pass; null where nobody does. */
export function newlyReminded(incident: Led, { climbAfter }: Missed, missed: number): Reminded | null {
  if (missed === 0 || missed % climbAfter !== 0) return null
  return ladder(incident)[missed / climbAfter] ?? null
}

function ladder({ roles, commander }: Led): Reminded[] {
  const { communications } = roles
  const first: Reminded[] =
    communications === undefined || communications === commander
      ? []
      : [{ role: 'communications', user: communications }]
  return [...first, { role: 'commander', user: commander }, { role: 'on-call' }]
}
