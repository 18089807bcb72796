import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import { section } from '../blocks.ts'
import { channel, sentence, told } from '../text.ts'
import { doneInWords, failedInWords, underWayInWords } from './words.ts'

type Shown = Extract<Message, { purpose: 'operation-answer' }>

/** What the person who asked reads in private once it has ended. */
export function operationAnswer(shown: Shown): { text: string; blocks: KnownBlock[] } {
  const { channel: where, cardTrouble } = shown
  const lost =
    cardTrouble === undefined
      ? ''
      : `\nIts card can't be shown in ${channel(where)}: ${sentence(told(cardTrouble))}`
  const text = `${answer(shown)}${lost}`
  return { text, blocks: [section(text)] }
}

function answer({ operation, channel: where }: Shown): string {
  switch (operation.state) {
    case 'running':
      return underWayInWords(operation)
    case 'done':
      return `:white_check_mark: ${doneInWords(operation)} Its card is in ${channel(where)}.`
    case 'failed':
      return `:x: ${failedInWords(operation)}`
  }
}
