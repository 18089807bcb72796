import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds'
import { subMilliseconds } from 'date-fns/subMilliseconds'
import type { AlertPolicy } from './alert-policy.ts'

/** How often an alert came and went, and within how long. */
export type Flapping = { times: number; withinMs: number }

/** After so long of quiet, people are paged anew about an alert that comes back, unless it flaps. */
const quietMs = 10 * 60_000

/** Those moments that still count. */
export const recentFirings = (
  firings: readonly Date[],
  { within }: AlertPolicy['flapping'],
  now: Date,
): Date[] => firings.filter((at) => at > subMilliseconds(now, within))

/** Null where it did not begin more often than is usual. */
export function flappingOf(
  firings: readonly Date[],
  policy: AlertPolicy['flapping'],
  now: Date,
): Flapping | null {
  const recent = recentFirings(firings, policy, now)
  const [first] = recent
  if (recent.length <= policy.times || !first) return null
  return { times: recent.length, withinMs: differenceInMilliseconds(recent.at(-1) ?? first, first) }
}

type Over = { resolvedAt: Date | null; firings: readonly Date[] }

/** Whether an alert that fires now is the one that was over a short while ago. */
export const isSameAgain = ({ resolvedAt }: Over, { within }: AlertPolicy['flapping'], now: Date): boolean =>
  resolvedAt !== null && resolvedAt > subMilliseconds(now, within)

/** Whether people are paged as about a new one. */
export const isPagedAnew = (
  { resolvedAt, firings }: Over,
  policy: AlertPolicy['flapping'],
  now: Date,
): boolean =>
  flappingOf([...firings, now], policy, now) === null &&
  (resolvedAt === null || differenceInMilliseconds(now, resolvedAt) >= quietMs)
