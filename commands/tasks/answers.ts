import { z } from 'zod'
import type { Incident } from '../../src/domain/incident/incident.ts'
import type { TaskKind } from '../../src/domain/incident/task.ts'
import { dayMeant, today } from '../../src/domain/incident/task.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { loadTasks } from '../../src/store/incident/tasks.ts'
import { addTask } from '../../src/workflows/tasks/add-task.ts'
import { changeTask, type TaskChange } from '../../src/workflows/tasks/change-task.ts'
import { actions, forms } from '../../views/actions.ts'
import { taskAddedReply, taskChangedReply, tasksReply } from '../../views/tasks/replies.ts'
import { taskModal } from '../../views/tasks/task-modal.ts'
import type { Refuse } from '../incident/changes.ts'
import { refuseUnder } from '../incident/changes.ts'
import { readMetadata } from '../incident/modals.ts'
import { newFormToken, once } from '../incident/once.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'
import type { TaskCommand } from './grammar.ts'

type CommandOf<Verb> = Extract<TaskCommand, { verb: Verb }>

const todayOf = ({ config, now }: Deps): string => today(config.timeZone, now())

/** A task typed on one line; the form where no text was. */
export async function task(
  incident: Incident,
  { verb: kind, text, owner, due }: CommandOf<TaskKind>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  if (text === null) return openTaskForm(incident, kind, invoker)
  const dueOn = due && dayMeant(due, deps.config.timeZone, deps.now())
  return await add({ incident: incident.id, kind, text, owner, dueOn }, invoker, deps, refuse)
}

async function add(
  wanted: Parameters<typeof addTask>[1],
  invoker: Invoker,
  deps: Deps,
  no: Refuse,
): Promise<Answer> {
  const added = await addTask(deps, wanted, invoker)
  return isRefusal(added) ? no(added) : reply(taskAddedReply({ task: added, today: todayOf(deps) }))
}

/** What is to be done in an incident. */
export async function tasks(incident: Incident, deps: Deps): Promise<Answer> {
  const all = await loadTasks(deps.db, incident.id)
  return reply(tasksReply({ incident, tasks: all, today: todayOf(deps) }))
}

/** `done 4`, `drop 4`, `assign 4 @maya` and `due 4 friday`. */
export async function alterTask(
  command: CommandOf<'done' | 'drop'> | CommandOf<'assign'> | CommandOf<'due'>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  return await change(command.task, changeOf(command, deps), invoker, deps)
}

function changeOf(command: Parameters<typeof alterTask>[0], { config, now }: Deps): TaskChange {
  switch (command.verb) {
    case 'done':
      return { to: 'done' }
    case 'drop':
      return { to: 'dropped' }
    case 'assign':
      return { owner: command.owner }
    case 'due':
      return { dueOn: command.due && dayMeant(command.due, config.timeZone, now()) }
  }
}

async function change(id: number, wanted: TaskChange, invoker: Invoker, deps: Deps): Promise<Answer> {
  const changed = await changeTask(deps, { id, change: wanted }, invoker)
  if (isRefusal(changed)) return refuse(changed)
  const what = 'to' in wanted ? 'ended' : 'owner' in wanted ? 'owner' : 'date'
  return reply(taskChangedReply({ ...changed, what, today: todayOf(deps) }))
}

function openTaskForm(incident: Incident, kind: TaskKind, { channel }: Invoker): Answer {
  const metadata = JSON.stringify({ incident: incident.id, channel, form: newFormToken() })
  return { answer: 'open', view: { ...taskModal(incident, kind), private_metadata: metadata } }
}

const aboutIncident =
  (answer: (incident: Incident, invoker: Invoker, deps: Deps) => Answer | Promise<Answer>): Answers<Click> =>
  async ({ value }, invoker, deps) => {
    const id = parseId(value)
    const incident = id === null ? null : await findVisible(id, invoker, deps)
    return incident
      ? await answer(incident, invoker, deps)
      : refuse({ refused: 'no-such-incident', id: value })
  }

export const taskClicks: Record<string, Answers<Click>> = {
  [actions.task]: aboutIncident((incident, invoker) => openTaskForm(incident, 'task', invoker)),
  [actions.tasks]: aboutIncident((incident, _invoker, deps) => tasks(incident, deps)),
  [actions.taskDone]: async ({ value }, invoker, deps) =>
    await change(parseId(value) ?? 0, { to: 'done' }, invoker, deps),
}

const fields = z.object({
  text: z.string().default(''),
  owner: z.string().nullish(),
  dueOn: z.iso.date().nullish().catch(null),
  kind: z.enum(['task', 'action']).catch('task'),
})

const submitted: Answers<Submission> = async ({ metadata, values }, invoker, deps) => {
  const no = refuseUnder('text')
  const about = readMetadata(metadata)
  if (!about) return no({ refused: 'changed-meanwhile', what: 'this form' })
  if (!(await findVisible(about.incident, { ...invoker, channel: about.channel }, deps)))
    return no({ refused: 'no-such-incident', id: String(about.incident) })
  const { owner = null, dueOn = null, ...rest } = fields.parse(values)
  return await add({ incident: about.incident, owner, dueOn, ...rest }, invoker, deps, no)
}

export const taskForms: Record<string, Answers<Submission>> = { [forms.task.id]: once('task', submitted) }
