import { mondayBefore, wallClock } from '../local-time.ts'
import type { Actor, UserId } from '../people.ts'

/** A task is done while the incident lasts; an action item keeps it from coming back. */
export type TaskKind = 'task' | 'action'
export type TaskState = 'open' | 'done' | 'dropped'

export type Task = {
  id: number
  incidentId: number
  kind: TaskKind
  text: string
  owner: UserId | null
  /** A day such as `2026-11-25`, as it is called where the team is. */
  dueOn: string | null
  state: TaskState
  createdBy: UserId
  createdAt: Date
  /** Who ended it, and when; Pilothouse does where its issue was closed on GitHub. */
  doneBy: Actor | null
  doneAt: Date | null
  issue: { number: number; url: string } | null
  /** The day on which its owner was last reminded. */
  remindedOn: string | null
  /** How often its owner or date changed. */
  revision: number
}

/** A day as a person says it; Monday is weekday 0. */
export type WantedDay =
  | { is: 'in'; days: number }
  | { is: 'weekday'; weekday: number }
  | { is: 'date'; day: string }

const dayMs = 86_400_000

/** What day it is somewhere, such as `2026-11-25`. */
export const today = (timeZone: string, now: Date): string => dayAt(wallClock(timeZone, now))

/** The day that was said, seen from now; a weekday is the next of that name, which may be today. */
export function dayMeant(wanted: WantedDay, timeZone: string, now: Date): string {
  const wall = wallClock(timeZone, now)
  switch (wanted.is) {
    case 'date':
      return wanted.day
    case 'in':
      return dayAt(wall + wanted.days * dayMs)
    case 'weekday': {
      const day = mondayBefore(wall) + wanted.weekday * dayMs
      return dayAt(day + dayMs > wall ? day : day + 7 * dayMs)
    }
  }
}

/** How many days one day is after another; negative where it is before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)

const dayAt = (wall: number): string => new Date(wall).toISOString().slice(0, 10)
