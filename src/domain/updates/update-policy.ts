import type { GroupId, UserId } from '../people.ts'

/** Who decides what goes onto the public page. */
export type Publishers = { group?: GroupId | undefined; users: UserId[] }

/** How a team promises updates, beside what its severities say. */
export type UpdatePolicy = {
  /** After so many automatic updates in a row, the reminder also goes to whoever comes next. */
  climbAfter: number
  /** How long an incident must have been open until a slower pace is offered, and which ones are (milliseconds). */
  relax: { after: number; every: number[] }
  /** Who approves what goes onto the public page; undefined leaves it to the commander. */
  public?: Publishers | undefined
  /** Where an issue follows every incident; undefined where none does. */
  issue?: { repository: string; labels: string[] } | undefined
}
