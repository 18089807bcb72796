import type { Actor, UserId } from '../people.ts'
import type { OfferState } from './role.ts'
import type { TaskState } from './task.ts'

/** Why something about the people, tasks and runbooks of an incident is not done. */
export type ResponseRefusal =
  | { refused: 'commander-needed' }
  /** They are no longer in the workspace. */
  | { refused: 'person-left'; user: UserId }
  | { refused: 'offer-open'; role: string; to: UserId; by: UserId; until: string }
  | { refused: 'no-offer'; id: number | null; role: string | null }
  | { refused: 'which-offer'; id: number; roles: string[]; isAccepted: boolean }
  | { refused: 'not-your-offer'; id: number; role: string; to: UserId }
  | { refused: 'offer-ended'; id: number; role: string; state: Exclude<OfferState, 'open'> }
  | { refused: 'no-such-runbook'; given: string }
  | { refused: 'which-runbook'; id: number; names: string[] }
  | { refused: 'no-such-step'; runbook: string; given: number; steps: number }
  | { refused: 'no-such-task'; id: string }
  | { refused: 'task-ended'; id: number; state: TaskState; by: Actor | null }
  | { refused: 'day-is-past'; day: string; today: string }
  /** "task queue is stuck p0" may be a task, or an incident. */
  | { refused: 'declares-or-says'; verb: string; text: string }
