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

export type TaskStep = { do: 'remind'; task: Task } | IssueStep | { do: 'wait'; until: Date | null }

/** What is to be done for the tasks of an incident. `hasEnded` tells of an act by its key. */
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
  const ready = wanted.find((step) => facts.retryOf(issueActKey(step)) === null)
  if (ready) return ready
  const times = [...reminders.map(({ at }) => at), ...wanted.map((step) => facts.retryOf(issueActKey(step)))]
  return { do: 'wait', until: earliest(times) }
}

export type IssueStep = { do: 'open-issue' | 'edit-issue' | 'close-issue'; task: Task }

/** What Pilothouse closed is not closed again where GitHub's own closing was what ended the task. */
function issueStep(
  task: Task,
  { hasIssues, hasEnded }: { hasIssues: boolean; hasEnded: (act: string) => boolean },
): IssueStep | null {
  if (!hasIssues || task.kind !== 'action') return null
  const wanted = wantedStep(task)
  return wanted === null || hasEnded(issueActKey({ do: wanted, task })) ? null : { do: wanted, task }
}

function wantedStep({ state, issue, revision, doneBy }: Task): IssueStep['do'] | null {
  if (state === 'open') {
    if (issue === null) return 'open-issue'
    return revision > 0 ? 'edit-issue' : null
  }
  return issue !== null && doneBy !== 'pilothouse' ? 'close-issue' : null
}

/** `open-action-issue:4`, so that each task has acts of its own. */
export const issueActName = (step: IssueStep): string =>
  `${step.do.replace('-issue', '')}-action-issue:${step.task.id}`

/** What tells it from an earlier one: an issue is edited once for each change. */
export function issueActKey(step: IssueStep): string {
  const key = issueActName(step).replace(':', '/')
  return step.do === 'edit-issue' ? `${key}/${step.task.revision}` : key
}
