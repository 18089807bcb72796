import type { Task, TaskKind } from '../../domain/incident/task.ts'
import { today } from '../../domain/incident/task.ts'
import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { insertTask, loadTask } from '../../store/incident/tasks.ts'
import { changeIncident, recordChange } from '../incident/change.ts'
import { taskInWords } from './words.ts'

export type NewTask = {
  incident: number
  kind: TaskKind
  text: string
  owner: UserId | null
  dueOn: string | null
}

/** Writes down what is to be done; also after the end, since action items are found then. */
export async function addTask(deps: Deps, task: NewTask, invoker: Invoker): Promise<Task | Refusal> {
  const text = tidy(task.text).replace(/\s+/gu, ' ')
  if (text === '') return { refused: 'empty-text', what: 'the task' }
  const now = deps.now()
  const day = today(deps.config.timeZone, now)
  if (task.dueOn !== null && task.dueOn < day) return { refused: 'day-is-past', day: task.dueOn, today: day }
  return await changeIncident<Task>(deps, task.incident, async (trx) => {
    const id = await insertTask(trx, {
      ...{ incident_id: task.incident, kind: task.kind, text, owner: task.owner, due_on: task.dueOn },
      ...{ created_by: invoker.user, created_at: now },
    })
    const added = await loadTask(trx, id)
    if (!added) throw new Error(`Task ${id} is gone in the transaction that added it.`)
    const event = { kind: 'happened', topic: 'task', did: `added ${taskInWords(added)}` } as const
    await recordChange(deps, trx, task.incident, { by: invoker, action: 'incident.task-added', event })
    return added
  })
}
