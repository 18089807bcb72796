import { subMilliseconds } from 'date-fns/subMilliseconds'
import type { Review } from './postmortem.ts'

/** A reminder of a review; `before` is how long before it, zero once it is overdue. */
export type Reminder = { at: Date; before: number }

/**
 * Every reminder of a review, earliest first. Those that would have come before the review was given its time are left
 * out: the announcement said it then.
 */
export function remindersOf({ at }: Review, remindBefore: readonly number[], announcedAt: Date): Reminder[] {
  const all = [...new Set([...remindBefore, 0])].map((before) => ({
    at: subMilliseconds(at, before),
    before,
  }))
  return all
    .filter((reminder) => reminder.before === 0 || reminder.at > announcedAt)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
}

/**
 * The reminder to send now and when the next can be. Of several that fell due while nobody looked, only the last is
 * sent: "in 24 hours" is no longer true an hour before.
 */
export function nextReminder(
  reminders: readonly Reminder[],
  isSent: (reminder: Reminder) => boolean,
  now: Date,
): { due: Reminder | null; next: Date | null } {
  const past = reminders.filter(({ at }) => at <= now)
  const last = past.at(-1)
  const due = last && !isSent(last) ? last : null
  return { due, next: reminders.find(({ at }) => at > now)?.at ?? null }
}
