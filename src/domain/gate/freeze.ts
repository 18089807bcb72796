import { addDays } from 'date-fns/addDays'
import { momentAt, mondayBefore, wallClock } from '../local-time.ts'
import type { GroupId, UserId } from '../people.ts'

/** A time in which nothing is released, but for rollbacks. */
export type FreezePolicy = {
  name: string
  environments: string[]
  /** Empty: every service. */
  services: string[]
  timeZone: string
  window: FreezeWindow
  /** Who may release all the same. */
  except: UserId[]
  exceptGroup?: GroupId | undefined
}

/**
 * Every week, in minutes since Monday 00:00, over the week's end where `to` is the smaller one; or once, in milliseconds
 * of the zone's own clock as if it were UTC. `to` is not part of it.
 */
export type FreezeWindow =
  | { is: 'weekly'; from: number; to: number }
  | { is: 'once'; from: number; to: number }

export type FreezeSpan = { from: Date; to: Date }

type Place = { service: string; environment: string }

/** A freeze that keeps somebody from releasing, and when the last that adjoins it ends. */
export type Frozen = { name: string; until: Date }

const week = 7 * 86_400_000
const longestDays = 366

export const freezes = ({ environments, services }: FreezePolicy, { service, environment }: Place): boolean =>
  environments.includes(environment) && (services.length === 0 || services.includes(service))

/** The freeze that is on at this place and time for whoever does not pass it. `passed` are names of freezes. */
export function freezeAgainst(
  policies: readonly FreezePolicy[],
  place: Place,
  passed: readonly string[],
  at: Date,
): Frozen | null {
  const against = policies.filter((policy) => freezes(policy, place) && !passed.includes(policy.name))
  const [first] = spansAt(against, at)
  if (!first) return null
  let until = first.to
  const horizon = addDays(at, longestDays)
  for (let next = spansAt(against, until)[0]; next && until < horizon; next = spansAt(against, until)[0])
    until = next.to
  return { name: first.name, until }
}

/** Those that are on at a moment, the one that lasts longest first. */
const spansAt = (policies: readonly FreezePolicy[], at: Date) =>
  policies
    .flatMap((policy) => {
      const span = spanAround(policy, at)
      return span && span.from <= at ? [{ name: policy.name, to: span.to }] : []
    })
    .sort((a, b) => b.to.getTime() - a.to.getTime())

/** The span that a moment is in, or else the next one to come; null where the only one is over. */
export function spanAround({ window, timeZone }: FreezePolicy, at: Date): FreezeSpan | null {
  // A freeze covers an hour that comes twice both times.
  const spans = wallSpans(window, wallClock(timeZone, at)).map(({ from, to }) => ({
    from: momentAt(timeZone, from, 'first'),
    to: momentAt(timeZone, to, 'last'),
  }))
  return spans.find(({ from, to }) => from < to && at < to) ?? null
}

function wallSpans(window: FreezeWindow, wall: number): { from: number; to: number }[] {
  if (window.is === 'once') return [window]
  const [from, to] = [window.from * 60_000, window.to * 60_000]
  const length = (to - from + week) % week || week
  const monday = mondayBefore(wall)
  return [-1, 0, 1, 2].map((weeks) => {
    const begin = monday + weeks * week + from
    return { from: begin, to: begin + length }
  })
}
