import type { KnownBlock } from '@slack/types'
import type { Task } from '../../src/domain/incident/task.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, context, row, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { actor, capital, code, line, plural } from '../text.ts'
import { dayInWords, dueInWords, kindNames, taskLine } from './words.ts'

/** What was written down, and what is still missing of it. */
export function taskAddedReply({ task, today }: { task: Task; today: string }): Reply {
  const missing = [
    task.owner === null ? `nobody owns it yet (${code(`/incident assign ${task.id} @maya`)})` : null,
    task.dueOn === null ? `it has no date (${code(`/incident due ${task.id} friday`)})` : null,
  ].filter((part) => part !== null)
  const rest = missing.length > 0 ? ` ${capital(missing.join(', and '))}.` : ''
  return sentenceReply(
    `${capital(kindNames[task.kind])} ${task.id} of incident ${task.incidentId} is written down: ${taskLine(task, today)}.${rest}`,
  )
}

type Changed = { task: Task; isNew: boolean; what: 'ended' | 'owner' | 'date'; today: string }

export function taskChangedReply({ task, isNew, what, today }: Changed): Reply {
  const name = `${capital(kindNames[task.kind])} ${task.id} (${line(task.text, 100)})`
  const already = isNew ? '' : ' already, so nothing changed'
  if (what === 'ended') return sentenceReply(`${name} is ${task.state}${already}.`)
  if (what === 'owner')
    return sentenceReply(`${name} ${task.owner ? `is ${actor(task.owner)}’s` : 'has no owner'}${already}.`)
  return sentenceReply(
    `${name} is ${task.dueOn ? dueInWords(task, today) : 'without a date'}${already}${isNew && task.dueOn && task.owner ? `; ${actor(task.owner)} is reminded on ${dayInWords(task.dueOn)}` : ''}.`,
  )
}

type Listed = { incident: { id: number; title: string }; tasks: readonly Task[]; today: string }

const most = 30

/** What is open, each with a button to finish it, and how much has ended. */
export function tasksReply({ incident, tasks, today }: Listed): Reply {
  const open = tasks.filter(({ state }) => state === 'open')
  const done = tasks.filter(({ state }) => state === 'done')
  const text = open.length === 0 ? 'No task is open' : `${plural(open.length, 'thing')} to do`
  const blocks: KnownBlock[] = [
    section(`*${text}* · ${incidentTitle(incident)}`),
    ...open
      .slice(0, most)
      .map((task) => section(taskLine(task, today), button(actions.taskDone, 'Done', String(task.id)))),
    ...(open.length > most ? [context(`… and ${open.length - most} more`)] : []),
    ...(done.length > 0 ? [context(doneInWords(done))] : []),
    ...row([button(actions.task, 'Add task…', String(incident.id))]),
  ]
  return { text: `${text} in incident ${incident.id}`, blocks: withinLimits(blocks, 'message') }
}

function doneInWords(done: readonly Task[]): string {
  const names = done
    .slice(-5)
    .map(({ id, text, doneBy }) => `${id} ${line(text, 60)}${doneBy ? ` (${actor(doneBy)})` : ''}`)
  return `:white_check_mark: ${plural(done.length, 'thing')} done: ${done.length > 5 ? '… ' : ''}${names.join(' · ')}`
}
