import type { KnownBlock } from '@slack/types'
import { type Act, tryingAgain } from '../../src/domain/act.ts'
import type { Message } from '../../src/domain/message.ts'
import type { Operation, OperationActName } from '../../src/domain/operation/operation.ts'
import { context, header, packed, row, section } from '../blocks.ts'
import { line, oneLine, sentence, shorten, time } from '../text.ts'
import { operationButtons } from './buttons.ts'
import {
  askedInWords,
  doneInWords,
  failedInWords,
  leftInWords,
  operationTitle,
  underWayInWords,
  wasDoneInWords,
} from './words.ts'

type Shown = Extract<Message, { purpose: 'operation-card' }>

/** One message for each operation, edited while it goes on. */
export function operationCard({ operation, isLatest }: Shown): { text: string; blocks: KnownBlock[] } {
  const headline = headlineOf(operation, isLatest)
  return {
    text: headline.split('\n')[0] ?? headline,
    blocks: [
      header(shorten(oneLine(operationTitle(operation)), 150)),
      section(headline),
      ...packed(stepLines(operation)),
      ...packed(operation.state === 'done' ? leftInWords(operation) : []),
      context(askedInWords(operation)),
      ...row(isLatest ? operationButtons(operation) : []),
    ],
  }
}

function headlineOf(operation: Operation, isLatest: boolean): string {
  switch (operation.state) {
    case 'running':
      return `:hourglass_flowing_sand: ${underWayInWords(operation)}`
    case 'done':
      return `:white_check_mark: ${isLatest ? doneInWords(operation) : wasDoneInWords(operation)}`
    case 'failed':
      return `:x: ${failedInWords(operation)}`
  }
}

const actWords = {
  'switch-flag': 'Switch the flag',
  'check-flag': 'Read it back',
  unpin: 'Let new builds go live',
  'set-secret': 'Set the secret',
  'check-secret': 'Read it back',
  'check-integration': 'Check that it works',
  'open-revert': 'Open the pull request',
  'correct-data': 'Change the rows',
} as const satisfies Record<OperationActName, string>

const isActName = (name: string): name is OperationActName => Object.hasOwn(actWords, name)

/** Only what still goes on is worth a line; how it ended stands above. */
function stepLines({ state, acts }: Operation): string[] {
  if (state !== 'running') return []
  return acts.filter((act) => act.state === 'intended').map(stepLine)
}

function stepLine(act: Act & { state: 'intended' }): string {
  const words = isActName(act.name) ? actWords[act.name] : line(act.name, 60)
  const trouble = act.progress?.startsWith(tryingAgain) ? act.progress.slice(tryingAgain.length) : null
  if (trouble !== null && act.retryAt)
    return `:large_yellow_circle: ${words} · attempt ${act.attempts} did not work, next try ${time(act.retryAt)} · ${sentence(line(trouble))}`
  return `:large_yellow_circle: ${words} · since ${time(act.intendedAt)}${act.progress ? ` · ${line(act.progress, 200)}` : ''}`
}
