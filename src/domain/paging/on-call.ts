import { earliest } from '../earliest.ts'
import { momentAt, wallClock } from '../local-time.ts'
import type { GroupId, UserId } from '../people.ts'

/** Who is paged first: the members of a Slack user group, or one person after the other. */
export type OnCallPolicy = { by: 'group'; group: GroupId } | ({ by: 'rotation' } & Rotation)

/** Times are milliseconds of the zone's own clock, as if it were UTC, so that a shift begins at nine in summer as in winter. */
export type Rotation = {
  people: UserId[]
  /** When the first of them has the first shift. */
  begins: number
  /** Whole days. */
  every: number
  timeZone: string
  /** Of several at one time the last counts. */
  overrides: Override[]
}

/** Somebody instead of whoever it would be; null is nobody. `to` is not part of it. */
type Override = { user: UserId | null; from: number; to: number }

/** `user` is null where nobody is on call; `until` is null where nothing follows that is known. */
export type Shift = { user: UserId | null; from: Date | null; until: Date | null }

/** How many changes are looked at for somebody else to come. */
const farthest = 60

/** Who is on call at a moment, and who is next: the first shift after it of somebody else. */
export function onCallAt(rotation: Rotation, now: Date): { now: Shift; next: Shift | null } {
  const first = shiftAt(rotation, now)
  let last = first
  for (let looked = 0; looked < farthest && last.until; looked += 1) {
    const following = shiftAt(rotation, last.until)
    if (following.user !== first.user)
      return { now: { ...first, until: last.until }, next: { ...following, from: last.until } }
    last = following
  }
  return { now: { ...first, until: null }, next: null }
}

/** The stretch around a moment in which nothing changes. */
function shiftAt(rotation: Rotation, at: Date): Shift {
  const spans = rotation.overrides
    .map(({ user, from, to }) => ({
      user,
      from: momentAt(rotation.timeZone, from),
      to: momentAt(rotation.timeZone, to, 'last'),
    }))
    .filter(({ from, to }) => from < to && at < to)
  const over = spans.findLastIndex(({ from }) => from <= at)
  const upcoming = spans.filter(({ from }, index) => index > over && from > at).map(({ from }) => from)
  const span = spans[over]
  const usual = turnAt(rotation, at)
  const base = span ? { user: span.user, from: span.from, until: span.to } : usual
  return { ...base, until: earliest([base.until, ...upcoming]) }
}

/** Whose turn it is by the rotation alone. */
function turnAt({ people, begins, every, timeZone }: Rotation, at: Date): Shift {
  const boundary = (index: number) => momentAt(timeZone, begins + index * every)
  if (at < boundary(0)) return { user: null, from: null, until: boundary(0) }
  let index = Math.floor((wallClock(timeZone, at) - begins) / every)
  // Where the clock is set back, one time comes twice, and its wall clock alone doesn't say which it is.
  while (boundary(index + 1) <= at) index += 1
  while (boundary(index) > at) index -= 1
  const user = people[index % people.length] ?? null
  return { user, from: boundary(index), until: boundary(index + 1) }
}
