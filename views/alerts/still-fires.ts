import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, row, section } from '../blocks.ts'
import { line, time, user } from '../text.ts'
import { levelWords } from './words.ts'

type Shown = Extract<Message, { purpose: 'alert-still-fires' }>

/** Said once, when a silence is over and what it kept quiet is not. */
export function stillFires({ alert, by, because }: Shown): { text: string; blocks: KnownBlock[] } {
  const title = `Alert ${alert.id} · ${line(alert.title, 150)}${levelWords[alert.level]}`
  const text = `${title} still fires, since ${time(alert.firedAt)}, and its silence is over`
  const id = String(alert.id)
  return {
    text,
    blocks: [
      section(`:loudspeaker: *${text}.* ${user(by)} had silenced it: ${line(because, 200)}`),
      ...row([
        button(actions.acknowledgeAlert, 'Acknowledge', id, { style: 'primary' }),
        button(actions.declareAlert, 'Declare incident', id),
        button(actions.silenceAlert, 'Silence…', id),
      ]),
    ],
  }
}
