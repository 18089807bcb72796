import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, row, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { actor, code, line } from '../text.ts'
import { kindNames, taskLine } from './words.ts'

/** Reminds of what is due; later it says that it is done. */
export function taskReminder({ task, incident, day }: Extract<Message, { purpose: 'task-reminder' }>): {
  text: string
  blocks: KnownBlock[]
} {
  const title = incidentTitle(incident)
  if (task.state !== 'open') {
    const ended = `:white_check_mark: The ${kindNames[task.kind]} ${task.id} (${line(task.text, 150)}) is ${task.state}${task.doneBy ? `, by ${actor(task.doneBy)}` : ''}.`
    return { text: ended, blocks: [section(`${ended}\n${title}`)] }
  }
  const text = `:bell: This ${kindNames[task.kind]} waits: ${taskLine(task, day)}`
  const next = `Not yours, or another day? ${code(`/incident assign ${task.id} @maya`)}, ${code(`/incident due ${task.id} friday`)}`
  return {
    text: `${text} · ${title}`,
    blocks: [
      section(`${text}\n${title}\n${next}`),
      ...row([button(actions.taskDone, 'Done', String(task.id), { style: 'primary' })]),
    ],
  }
}
