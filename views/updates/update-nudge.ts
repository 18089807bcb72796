import type { KnownBlock } from '@slack/types'
import type { Message, NudgeStanding } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, row, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { channel, group, time, user } from '../text.ts'
import { relaxButtons } from './cadence.ts'

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
        `:alarm_clock: ${called(nudge)}*An update is due ${due}*${where}\n${title}\n${passed(nudge)}Two sentences are enough. If nobody writes, Pilothouse posts the bare facts.`,
      ),
      ...row([
        button(actions.update, 'Post update…', String(nudge.incidentId), { style: 'primary' }),
        ...relaxButtons(nudge.incidentId, nudge.relax ?? []),
      ]),
    ],
  }
}

/** Those on call are named, which is how Slack tells them in a channel. */
function called({ climb }: Shown): string {
  if (climb?.role !== 'on-call' || climb.onCall === null) return ''
  return 'group' in climb.onCall ? `${group(climb.onCall.group)} ` : `${user(climb.onCall.user)} `
}

/** Why whoever reads it is asked, where others let updates pass. */
function passed({ climb }: Shown): string {
  if (!climb) return ''
  const missed = climb.missed === 1 ? 'Nobody wrote the last one' : `Nobody wrote the last ${climb.missed}`
  return climb.role === 'on-call'
    ? `${missed}, so whoever is on call is asked to write this one. `
    : `${missed}. `
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
