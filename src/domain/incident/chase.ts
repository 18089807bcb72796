import { earliest } from '../earliest.ts'
import { momentAt } from '../local-time.ts'
import type { Task } from './task.ts'

/** When owners are reminded of what is due: `at` minutes since midnight where the team is. */
export type ChasePolicy = { remind: 'daily' | 'weekdays' | 'once' | 'never'; at: number }

const dayMs = 86_400_000

/** The next reminder that is owed for an open task, on its day and again until it is done; null where none is. */
export function nextReminder(
  { state, dueOn, remindedOn }: Pick<Task, 'state' | 'dueOn' | 'remindedOn'>,
  { remind, at }: ChasePolicy,
  timeZone: string,
): Date | null {
  if (state !== 'open' || dueOn === null || remind === 'never') return null
  if (remindedOn !== null && remind === 'once') return null
  const dueDay = wallOf(dueOn)
  const nextDay = remindedOn === null ? dueDay : Math.max(dueDay, wallOf(remindedOn) + dayMs)
  const day = remind === 'weekdays' ? workingDay(nextDay) : nextDay
  return momentAt(timeZone, day + at * 60_000)
}

const wallOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** That day, or the Monday after a weekend. */
function workingDay(wall: number): number {
  const weekday = new Date(wall).getUTCDay()
  if (weekday === 6) return wall + 2 * dayMs
  return weekday === 0 ? wall + dayMs : wall
}

export type TaskStep =
  | { do: 'remind'; task: Task }
  | { do: 'open-issue' | 'close-issue'; task: Task }
  | { do: 'wait'; until: Date | null }

/** What is to be done for the tasks of an incident. `hasEnded` tells of an act by its name. */
export function nextTaskStep(
  tasks: readonly Task[],
  facts: {
    policy: ChasePolicy
    timeZone: string
    now: Date
    /** False where action items become no issues. */
    hasIssues: boolean
    hasEnded: (act: string) => boolean
    retryOf: (act: string) => Date | null
  },
): TaskStep {
  const { policy, timeZone, now } = facts
  const reminders = tasks.map((task) => ({ task, at: nextReminder(task, policy, timeZone) }))
  const due = reminders.find(({ at }) => at !== null && at <= now)
  if (due) return { do: 'remind', task: due.task }
  const wanted = tasks.flatMap((task) => issueStep(task, facts) ?? [])
  const ready = wanted.find((step) => facts.retryOf(issueActName(step)) === null)
  if (ready) return ready
  const times = [...reminders.map(({ at }) => at), ...wanted.map((step) => facts.retryOf(issueActName(step)))]
  return { do: 'wait', until: earliest(times) }
}

type IssueStep = { do: 'open-issue' | 'close-issue'; task: Task }

/** What Pilothouse closed is not closed again where GitHub's own closing was what ended the task. */
function issueStep(
  task: Task,
  { hasIssues, hasEnded }: { hasIssues: boolean; hasEnded: (act: string) => boolean },
): IssueStep | null {
  if (!hasIssues || task.kind !== 'action') return null
  if (task.state === 'open' && task.issue === null) return stepUnless(hasEnded, { do: 'open-issue', task })
  const isOurs = task.state !== 'open' && task.issue !== null && task.doneBy !== 'pilothouse'
  return isOurs ? stepUnless(hasEnded, { do: 'close-issue', task }) : null
}

const stepUnless = (hasEnded: (act: string) => boolean, step: IssueStep): IssueStep | null =>
  hasEnded(issueActName(step)) ? null : step

/** `open-action-issue:4`, so that each task has acts of its own. */
export const issueActName = (step: IssueStep): string =>
  `${step.do === 'open-issue' ? 'open' : 'close'}-action-issue:${step.task.id}`
