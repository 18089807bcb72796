import { addMilliseconds } from 'date-fns/addMilliseconds'
import { subMilliseconds } from 'date-fns/subMilliseconds'
import type { IncidentState, OpenIncident, Pause, UpdatePromise } from '../incident/incident.ts'
import { openStates } from '../incident/incident.ts'
import type { IncidentPolicy } from '../incident/incident-policy.ts'
import { severityOf } from '../incident/severity.ts'

/** `relaxedEvery` is what was agreed on in place of the severity's pace. */
export type Pace = {
  severity: string
  state: IncidentState
  relaxedEvery?: number | null
  pause?: Pause | null
}

/** Milliseconds from one update to the next; null where none is promised. */
export function updateEvery(
  policy: IncidentPolicy,
  { severity, state, relaxedEvery = null, pause = null }: Pace,
): number | null {
  if (pause || state === 'triage' || !openStates.some((open) => open === state)) return null
  const every = relaxedEvery ?? severityOf(policy, severity).updateEvery
  if (every === null || relaxedEvery) return every
  return state === 'monitoring' ? every * policy.monitoringFactor : every
}

/** True where updates come at a pace that somebody chose. */
export const isRelaxed = ({ relaxedEvery = null }: Pace): boolean => relaxedEvery !== null

/** When the next update is owed after one (or the declaration) at `at`. */
export function dueAfterUpdate(policy: IncidentPolicy, pace: Pace, at: Date): Date | null {
  const every = updateEvery(policy, pace)
  return every === null ? null : addMilliseconds(at, every)
}

/**
 * When the next update is owed once severity or state changed. A pace that stays the same keeps its promise; any other
 * is counted from the last update, and leaves at least the time of a reminder. After triage and pauses, in which none is
 * owed, it is counted from now.
 */
export function dueAfterChange(
  policy: IncidentPolicy,
  before: OpenIncident,
  after: Pace,
  now: Date,
): Date | null {
  const every = updateEvery(policy, after)
  if (before.promise && every === updateEvery(policy, before)) return before.promise.dueAt
  if (before.state === 'triage' || before.pause) return dueAfterUpdate(policy, after, now)
  const due = dueAfterUpdate(policy, after, before.lastUpdateAt ?? before.declaredAt)
  const earliest = addMilliseconds(now, policy.nudgeBefore)
  return due === null || due > earliest ? due : earliest
}

/** What replicas' clocks may differ by. */
const clockSkew = 60_000

/** The latest moment at which an honest promise can have been made. */
export const latestMadeAt = (now: Date): Date => addMilliseconds(now, clockSkew)

/** True once the update is owed; also for a promise made in the future, before the clock was set back. */
export const isDue = ({ dueAt, madeAt }: UpdatePromise, now: Date): boolean =>
  dueAt <= now || madeAt > latestMadeAt(now)

/** How a promise ends by a person's update at `at`. */
export const keptOrLate = (promise: UpdatePromise, at: Date): 'kept' | 'late' =>
  at <= promise.dueAt ? 'kept' : 'late'

/** When the commander is reminded; null once that was done. */
export const nudgeAt = (promise: UpdatePromise, policy: IncidentPolicy): Date | null =>
  promise.nudgedAt ? null : subMilliseconds(promise.dueAt, policy.nudgeBefore)
