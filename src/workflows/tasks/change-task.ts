import { maySee } from '../../domain/incident/incident.ts'
import type { Task } from '../../domain/incident/task.ts'
import { today } from '../../domain/incident/task.ts'
import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { loadTask, updateTask } from '../../store/incident/tasks.ts'
import { markPostsStale } from '../../store/messages.ts'
import type { Trx } from '../../store/tables.ts'
import { changeIncident, recordChange } from '../incident/change.ts'
import { taskKey } from './keys.ts'
import { kindInWords } from './words.ts'

export type TaskChange =
  | { to: 'done' | 'dropped' }
  | { owner: UserId | null }
  /** A day such as `2026-11-25`. */
  | { dueOn: string | null }

/** `isNew` is false where it was so already. */
export type TaskChanged = { task: Task; isNew: boolean }

/** Ends an open task, or changes whose it is or when it is due. */
export async function changeTask(
  deps: Deps,
  { id, change }: { id: number; change: TaskChange },
  invoker: Invoker,
): Promise<TaskChanged | Refusal> {
  const found = await loadTask(deps.db, id)
  if (!found) return { refused: 'no-such-task', id: String(id) }
  return await changeIncident<TaskChanged>(deps, found.incidentId, async (trx, incident) => {
    if (!maySee(incident, invoker)) return { refused: 'no-such-task', id: String(id) }
    const task = (await loadTask(trx, id)) ?? found
    const refusal = refusalOf(deps, task, change)
    if (refusal) return refusal
    if (isSoAlready(task, change)) return { task, isNew: false }
    const changed = await applyChange(deps, trx, task, change, invoker.user)
    await refreshTask(deps, trx, task)
    await recordChange(deps, trx, task.incidentId, {
      by: invoker,
      action: 'incident.task-changed',
      event: { kind: 'happened', topic: 'task', did: changeInWords(task, change) },
    })
    return { task: changed, isNew: true }
  })
}

/** Has what reminds of a task drawn again, since it has changed. */
export async function refreshTask(deps: Deps, trx: Trx, task: Task): Promise<void> {
  for (const place of await markPostsStale(trx, incidentSubject(task.incidentId), taskKey(task)))
    await deps.jobs.wake(trx, 'deliver', place)
}

function refusalOf(deps: Deps, { id, state, doneBy }: Task, change: TaskChange): Refusal | null {
  const isSame = 'to' in change && change.to === state
  if (state !== 'open' && !isSame) return { refused: 'task-ended', id, state, by: doneBy }
  const day = today(deps.config.timeZone, deps.now())
  if ('dueOn' in change && change.dueOn !== null && change.dueOn < day)
    return { refused: 'day-is-past', day: change.dueOn, today: day }
  return null
}

function isSoAlready(task: Task, change: TaskChange): boolean {
  if ('to' in change) return task.state === change.to
  return 'owner' in change ? task.owner === change.owner : task.dueOn === change.dueOn
}

/** Whoever owns it newly, or until a new day, has not been reminded yet. */
async function applyChange(deps: Deps, trx: Trx, task: Task, change: TaskChange, by: UserId): Promise<Task> {
  const anew = { reminded_on: null, revision: task.revision + 1 }
  if ('to' in change) await updateTask(trx, task, { state: change.to, done_by: by, done_at: deps.now() })
  else if ('owner' in change) await updateTask(trx, task, { owner: change.owner, ...anew })
  else await updateTask(trx, task, { due_on: change.dueOn, ...anew })
  return (await loadTask(trx, task.id)) ?? task
}

function changeInWords({ id, kind, text }: Task, change: TaskChange): string {
  const what = `${kindInWords(kind)} ${id} (${text})`
  if ('to' in change) return change.to === 'done' ? `finished ${what}` : `dropped ${what}`
  if ('owner' in change)
    return change.owner === null ? `left ${what} without an owner` : `gave ${what} to @${change.owner}`
  return change.dueOn === null ? `took the date off ${what}` : `set the date of ${what} to ${change.dueOn}`
}
