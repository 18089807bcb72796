import type { Actor } from './people.ts'
import type { TaskState } from './task.ts'

/** Why something about the people, tasks and runbooks of an incident is not done. */
export type ResponseRefusal =
  | { refused: 'no-such-task'; id: string }
  | { refused: 'task-ended'; id: number; state: TaskState; by: Actor | null }
  | { refused: 'day-is-past'; day: string; today: string }
