import type { UserId } from '../people.ts'
import type { CannotAmend } from './revision.ts'

/** A "no" about timelines, and about what an incident keeps from being deployed. */
export type TimelineRefusal =
  | { refused: 'cannot-amend'; id: number; seq: number; because: CannotAmend }
  | { refused: 'incident-locks-nothing'; id: number }
  | { refused: 'no-such-suspect'; id: number; deployment: number }
  | { refused: 'suspect-not-on-top'; id: number; deployment: number; isUnsettled: boolean }
  | { refused: 'commander-only'; id: number; commander: UserId; verb: string }
