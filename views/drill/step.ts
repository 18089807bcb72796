import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import { context, section } from '../blocks.ts'
import { clip, limits } from '../limits.ts'
import { line, paragraph } from '../text.ts'

type Shown = Extract<Message, { purpose: 'drill-step' }>

/** What a drill's script says at its time. */
export function drillStep({ say, step, of, fault }: Shown): { text: string; blocks: KnownBlock[] } {
  return {
    text: clip(`DRILL: imagine that … ${line(say)}`, limits.fallbackText),
    blocks: [
      section(`:performing_arts: *DRILL: imagine that …*\n${paragraph(say)}`),
      context(`Step ${step} of ${of}.${faultInWords(fault)}`),
    ],
  }
}

function faultInWords(fault: Shown['fault']): string {
  if (!fault) return ''
  if (fault.went === 'done')
    return fault.isOn
      ? ' In the sandbox it really is so now: the fault is switched on, and is switched off when the drill ends.'
      : ' In the sandbox the fault is switched off again.'
  return fault.went === 'failed'
    ? ' It could not be switched in the sandbox, so it is only to be imagined.'
    : ' Nothing is really broken.'
}
