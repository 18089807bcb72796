import type { KnownBlock } from '@slack/types'
import type { Message } from '../src/domain/message.ts'
import { actions } from './actions.ts'
import { button, row, section } from './blocks.ts'
import { incidentTitle } from './incident-words.ts'
import { channel, time } from './text.ts'

type Shown = Extract<Message, { purpose: 'update-nudge' }>

/** Reminds the commander in private, shortly before an update is due. */
export function updateNudge(nudge: Shown): { text: string; blocks: KnownBlock[] } {
  const title = incidentTitle({ id: nudge.incidentId, title: nudge.title })
  const where = nudge.channel ? ` in ${channel(nudge.channel)}` : ''
  const text = `:alarm_clock: *An update is due ${time(nudge.dueAt)}*${where}\n${title}`
  return {
    text: `An update is due ${time(nudge.dueAt)}: ${title}`,
    blocks: [
      section(`${text}\nTwo sentences are enough. If nobody writes, Pilothouse posts the bare facts.`),
      ...row([button(actions.update, 'Post update…', String(nudge.incidentId), { style: 'primary' })]),
    ],
  }
}
