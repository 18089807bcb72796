import type { KnownBlock } from '@slack/types'
import type { DrillScore } from '../../src/domain/drill/score.ts'
import type { Message } from '../../src/domain/message.ts'
import { context, header, packed } from '../blocks.ts'
import { line, oneLine, shorten } from '../text.ts'

/** How a drill went, with why for every item. */
export function drillScore({ score, script }: Extract<Message, { purpose: 'drill-score' }>): {
  text: string
  blocks: KnownBlock[]
} {
  const lines = score.items.map(
    ({ what, points, of, why }) => `${markOf(points, of)} *${points} of ${of}* · ${line(what)}: ${line(why)}`,
  )
  const ended = score.ended === 'resolved' ? 'It was resolved.' : 'It ended before anybody resolved it.'
  return {
    text: `DRILL: ${scoreInWords(score)} for “${line(script, 100)}”`,
    blocks: [
      header(shorten(`DRILL over · ${scoreInWords(score)}`, 150)),
      ...packed([`“${line(oneLine(script), 150)}”. ${ended}`, ...lines]),
      context(
        'It counts in no metrics. What did you miss, and what would you write into a runbook? `/incident drills` lists all results.',
      ),
    ],
  }
}

export const scoreInWords = ({ points, of }: DrillScore): string => `${points} of ${of} points`

const markOf = (points: number, of: number): string =>
  points === of ? ':white_check_mark:' : points === 0 ? ':x:' : ':large_orange_circle:'
