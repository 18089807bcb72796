import type { KnownBlock } from '@slack/types'
import {
  type Correlation,
  firstErrorsOf,
  type SourceSeen,
  type Span,
  spanOf,
} from '../../src/domain/incident/correlation.ts'
import type { Suspect } from '../../src/domain/incident/suspects.ts'
import type { Reply } from '../../src/ports.ts'
import { context, header, section } from '../blocks.ts'
import { chartBlocks } from '../chart.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { line, list, oneLine, plural, shorten, time } from '../text.ts'
import { changeInWords } from './suspects.ts'

export const lookingReply = (id: number): Reply =>
  sentenceReply(
    `:mag: Looking at the errors around the beginning of incident ${id}; what is found comes here in a moment.`,
  )

type Shown = { id: number; title: string; correlation: Correlation }

/** Errors of every source in one table and one chart, with the change that the first of them may come from. */
export function correlationReply({ id, title, correlation }: Shown): Reply {
  const { spans, sources } = correlation
  const [first] = spans
  const last = spans.at(-1)
  const when = first && last ? `From ${time(first.from)} until ${time(last.to)}. ` : ''
  const text = `Errors around incident ${id}`
  return {
    text,
    blocks: withinLimits(
      [
        header(shorten(`${text} · ${oneLine(title)}`, 150)),
        section(`${when}${verdictInWords(correlation)}`),
        table(correlation),
        ...chart(correlation),
        ...sources.flatMap(unknownLine),
        context(
          'Times in the table and the chart are in UTC. Calls reach Supabase’s log after a minute or so.',
        ),
      ],
      'message',
    ),
  }
}

function verdictInWords({ firstErrors, suspects, sources }: Correlation): string {
  const [suspect] = suspects
  const isBlind = sources.every(({ is }) => is === 'unknown')
  if (isBlind) return '*Nobody can tell whether there were errors*: no source could be asked.'
  if (!firstErrors) return '*No errors were seen* where anybody could look.'
  const began = `*The first errors came between ${time(firstErrors.from)} and ${time(firstErrors.to)}.*`
  return suspect
    ? `${began} :dart: Likeliest cause: *${changeInWords(suspect.change)}* (${suspect.why.map((clue) => line(clue, 120)).join(', ')}).`
    : `${began} Pilothouse changed nothing in that time.`
}

const unknownLine = (seen: SourceSeen): KnownBlock[] =>
  seen.is === 'unknown'
    ? [context(`:grey_question: *${line(seen.source, 80)}* is unknown: ${line(seen.because, 300)}`)]
    : []

const maxChanges = 8

function table({ spans, sources, suspects }: Correlation): KnownBlock {
  const cell = (text: string) => ({ type: 'raw_text' as const, text: shorten(text, 200) || '–' })
  const titles = ['Source', 'First errors', 'Errors', 'Calls', 'Versions']
  const rows = [
    ...sources.map((seen) => cellsOf(spans, seen)),
    ...suspects.slice(0, maxChanges).map(changeCells),
  ]
  return {
    type: 'table',
    rows: [titles, ...rows].map((cells) => cells.map(cell)),
    column_settings: titles.map((_, index) => ({
      align: index === 2 || index === 3 ? 'right' : 'left',
      is_wrapped: true,
    })),
  }
}

function cellsOf(spans: Span[], seen: SourceSeen): string[] {
  if (seen.is === 'unknown') return [seen.source, 'unknown', 'unknown', 'unknown', '–']
  const first = firstErrorsOf(spans, seen)
  return [
    seen.source,
    first ? spanInWords(first) : 'none',
    String(sum(seen.errors)),
    String(sum(seen.calls)),
    list(seen.versions, 4) || '–',
  ]
}

function changeCells({ change }: Suspect, index: number): string[] {
  const what =
    change.is === 'operation'
      ? `operation ${change.id}`
      : `${change.purpose === 'rollback' ? 'rollback' : 'deployment'} ${change.id}`
  const mark = index === 0 ? '→ suspect: ' : 'change: '
  const where = change.is === 'operation' ? '' : ` of ${change.service}`
  return [
    `${mark}${what}${where}`,
    clock(change.at),
    '–',
    '–',
    change.is === 'deployment' ? (change.sha?.slice(0, 7) ?? '–') : '–',
  ]
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

const clock = (at: Date): string => at.toISOString().slice(11, 16)
const spanInWords = ({ from, to }: Span): string => `${clock(from)}–${clock(to)}`

/** The part of the window with the suspect in it is marked below the chart. */
function chart({ spans, sources, suspects }: Correlation): KnownBlock[] {
  const at = suspects[0] && spanOf(spans, suspects[0].change.at)
  const seen = sources.flatMap((one) => (one.is === 'seen' && sum(one.errors) > 0 ? [one] : []))
  return chartBlocks({
    title: `Errors of ${plural(seen.length, 'source')}, UTC`,
    type: 'bar',
    unit: 'errors',
    categories: spans.map((span) => (span === at ? `${clock(span.from)} suspect` : clock(span.from))),
    series: seen.map(({ source, errors }) => ({ name: source, values: errors })),
  })
}
