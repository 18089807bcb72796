import { mondayBefore } from '../domain/local-time.ts'
import type { OnCallPolicy } from '../domain/paging/on-call.ts'
import type { WrittenOnCall } from './schema/on-call.ts'

const dayMs = 86_400_000

/** Without a first day the turns are counted from the first Monday of 1970, so that they never depend on the day of the start. */
const firstMonday = 4 * dayMs

export function onCallFrom(written: WrittenOnCall | undefined, timeZone: string): OnCallPolicy | null {
  if (written?.group) return { by: 'group', group: written.group }
  if (!written?.rotation) return null
  const { people, handover, every, startsOn, timeZone: own = timeZone } = written.rotation
  const overrides = written.overrides.map(({ user, from, to }) => ({
    user: user ?? null,
    from: from.begin,
    to: to.end,
  }))
  const begins = firstHandover(handover, startsOn?.begin ?? firstMonday)
  return { by: 'rotation', people, begins, every, timeZone: own, overrides }
}

/** The first time of the hand-over on that day or after it. */
function firstHandover({ weekly, minutes }: { weekly: boolean; minutes: number }, day: number): number {
  const length = weekly ? 7 * dayMs : dayMs
  const base = weekly ? mondayBefore(day) : Math.floor(day / dayMs) * dayMs
  const at = base + minutes * 60_000
  return at < day ? at + length : at
}
