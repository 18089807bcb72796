import type { KnownBlock } from '@slack/types'
import type { Message, NudgeStanding } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, row, section } from '../blocks.ts'
import { channel, time, user } from '../text.ts'
import { incidentTitle } from './words.ts'

type Shown = Extract<Message, { purpose: 'update-nudge' }>

/** Reminds the commander in private, shortly before an update is due; later it says what became of that update. */
export function updateNudge(nudge: Shown): { text: string; blocks: KnownBlock[] } {
  const { standing } = nudge
  const title = incidentTitle({ id: nudge.incidentId, title: nudge.title })
  const due = time(nudge.dueAt)
  if (standing.is !== 'owed') {
    const ended = endInWords(standing, due)
    return { text: `${title}: ${ended}`, blocks: [section(`${ended}\n${title}`)] }
  }
  const where = nudge.channel ? ` in ${channel(nudge.channel)}` : ''
  return {
    text: `An update is due ${due}: ${title}`,
    blocks: [
      section(
        `:alarm_clock: *An update is due ${due}*${where}\n${title}\nTwo sentences are enough. If nobody writes, Pilothouse posts the bare facts.`,
      ),
      ...row([button(actions.update, 'Post update…', String(nudge.incidentId), { style: 'primary' })]),
    ],
  }
}

function endInWords(standing: Exclude<NudgeStanding, { is: 'owed' }>, due: string): string {
  switch (standing.is) {
    case 'posted':
      return `:white_check_mark: Posted ${time(standing.at)}${standing.by ? ` by ${user(standing.by)}` : ''}: the update that was due ${due}.`
    case 'held':
      return `:robot_face: An automatic update was posted instead ${time(standing.at)}, because nobody had written the one due ${due}.`
    case 'released':
      return releasedInWords(standing.because, due)
    case 'handed-over':
      return `${user(standing.to)} leads the incident now, so the update due ${due} is theirs to write.`
  }
}

function releasedInWords(
  because: Extract<NudgeStanding, { is: 'released' }>['because'],
  due: string,
): string {
  switch (because) {
    case 'resolved':
      return `:white_check_mark: The incident is resolved, so the update due ${due} is no longer owed.`
    case 'dropped':
      return `The incident has ended without a resolution, so the update due ${due} is no longer owed.`
    case 'paused':
      return `The incident is paused, so the update due ${due} is no longer owed.`
    case 'rescheduled':
      return `The update due ${due} is no longer owed then: how often updates are due has changed.`
  }
}
