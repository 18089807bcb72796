import type { KnownBlock } from '@slack/types'
import { measures } from '../../src/domain/incident/incident-durations.ts'
import type { Measured, MetricsRow } from '../../src/domain/incident/incident-metrics.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, context, header, packed, row, section } from '../blocks.ts'
import { chartBlocks } from '../chart.ts'
import { sentenceReply } from '../reply.ts'
import { code, plural, shorten, time } from '../text.ts'
import { besidesInWords, figureInWords, howMeasured, measureWords } from './words.ts'

/** So many months stand in the table; the files have them all. */
const mostMonths = 12

/** The figures of a period as a table and a chart. `asked` is what was typed, for the buttons. */
export function metricsReply(measured: Measured, asked: string): Reply {
  const { metrics, period, severity, hidden } = measured
  const of = severity === null ? '' : ` of ${severity.toUpperCase()}`
  const when = `from ${time(period.from)} until ${time(period.until)}`
  if (metrics.all.incidents === 0)
    return sentenceReply(
      `No incidents${of} were declared ${when}${hidden > 0 ? ' that you are a part of' : ''}, so there is nothing to measure. Name another period, for example ${code('/incident metrics 2026-11')} or ${code('/incident metrics 365d')}.`,
    )
  const count = plural(metrics.all.incidents, 'incident')
  return {
    text: `${count}${of}: repaired in ${figureInWords(metrics.all.figures.repair)}`,
    blocks: [
      header(`Incident metrics${of}`),
      section(`${count}, declared ${when}.`),
      table(measured),
      ...repairChart(measured),
      ...packed(besidesInWords(measured)),
      context(howMeasured),
      ...row([
        button(actions.metricsCsv, 'As CSV', `${asked} csv`.trim()),
        button(actions.metricsMarkdown, 'As Markdown', `${asked} markdown`.trim()),
      ]),
    ],
  }
}

function table({ metrics }: Measured): KnownBlock {
  const cell = (text: string) => ({ type: 'raw_text' as const, text: shorten(text, 200) })
  const rowOf = (name: string, { incidents, figures }: MetricsRow) => [
    cell(name),
    cell(String(incidents)),
    ...measures.map((measure) => cell(figureInWords(figures[measure]))),
  ]
  const titles = ['', 'Count', ...measures.map((measure) => measureWords[measure])]
  return {
    type: 'table',
    rows: [
      titles.map((title) => cell(title || ' ')),
      rowOf('All', metrics.all),
      ...metrics.bySeverity.map((one) => rowOf(one.severity.toUpperCase(), one)),
      ...metrics.byMonth.slice(-mostMonths).map((one) => rowOf(one.month, one)),
    ],
    column_settings: titles.map((_, index) => ({
      align: index === 1 ? 'right' : 'left',
      is_wrapped: index > 1,
    })),
  }
}

/** Months in which nothing was repaired have no point: none is not zero minutes. */
function repairChart({ metrics }: Measured): KnownBlock[] {
  const repaired = metrics.byMonth.flatMap(({ month, figures: { repair } }) =>
    repair.medianMs === null || repair.p90Ms === null
      ? []
      : [{ month, median: minutes(repair.medianMs), p90: minutes(repair.p90Ms) }],
  )
  return chartBlocks({
    title: 'Time to repair, by month',
    type: 'bar',
    unit: 'minutes',
    categories: repaired.map(({ month }) => month),
    series: [
      { name: 'Median', values: repaired.map(({ median }) => median) },
      { name: '90th percentile', values: repaired.map(({ p90 }) => p90) },
    ],
  })
}

const minutes = (ms: number): number => Math.round(ms / 6000) / 10
