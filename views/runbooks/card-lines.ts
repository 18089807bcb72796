import type { KnownBlock } from '@slack/types'
import type { StartedRunbook } from '../../src/domain/incident/runbook.ts'
import type { Message } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, section } from '../blocks.ts'
import { line } from '../text.ts'

type Card = Extract<Message, { purpose: 'incident-card' }>

/** The runbooks under way, and the one to begin that fits best. */
export function runbookLines({ id }: Card['incident'], runbooks: Card['runbooks']): KnownBlock[] {
  if (!runbooks) return []
  const { started, offered } = runbooks
  return [
    ...(started.length > 0 ? [section(started.slice(-4).map(progressLine).join('\n'))] : []),
    ...(offered
      ? [section(`:book: Runbook: *${line(offered.title, 100)}*`, startButton(id, offered.name))]
      : []),
  ]
}

/** "Runbook Queue backlog: 3 of 8 steps" */
const progressLine = ({ runbook, ticks }: StartedRunbook): string =>
  `:book: Runbook *${line(runbook.title, 100)}*: ${ticks.length} of ${runbook.steps.length} steps`

export const startButton = (incident: number, name: string) =>
  button(actions.runbook, 'Start', `${incident}:${name}`)
