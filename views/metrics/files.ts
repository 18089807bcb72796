import { measures } from '../../src/domain/incident/incident-durations.ts'
import type { Measured, MetricsRow } from '../../src/domain/incident/incident-metrics.ts'
import type { SharedFile } from '../../src/ports.ts'
import { besidesInWords, figureInWords, howMeasured, measureWords } from './words.ts'

type Named = MetricsRow & { group: string; name: string }

const rowsOf = ({ metrics }: Measured): Named[] => [
  { group: 'all', name: 'all', ...metrics.all },
  ...metrics.bySeverity.map((one) => ({ group: 'severity', name: one.severity, ...one })),
  ...metrics.byMonth.map((one) => ({ group: 'month', name: one.month, ...one })),
]

/** The figures as a table for a spreadsheet: one line for each group and measure, times in seconds, nothing for unknown. */
export function metricsCsv(measured: Measured): SharedFile {
  const titles = 'group,name,incidents,measure,median_s,p90_s,known,in_time,with_target'
  const lines = rowsOf(measured).flatMap(({ group, name, incidents, figures }) =>
    measures.map((measure) => {
      const { medianMs, p90Ms, known, inTime, judged } = figures[measure]
      return [group, name, incidents, measure, inSeconds(medianMs), inSeconds(p90Ms), known, inTime, judged]
        .map(String)
        .join(',')
    }),
  )
  const text = `${[titles, ...lines].join('\r\n')}\r\n`
  return { name: `${nameOf(measured)}.csv`, text, comment: 'Incident metrics' }
}

const inSeconds = (ms: number | null): string => (ms === null ? '' : String(Math.round(ms / 1000)))

/** The figures as a Markdown file. */
export function metricsMarkdown(measured: Measured): SharedFile {
  const { period, severity } = measured
  const titles = ['', 'Incidents', ...measures.map((measure) => measureWords[measure])]
  const lines = [
    `# Incident metrics${severity === null ? '' : ` of ${severity.toUpperCase()}`}`,
    '',
    `Declared from ${utc(period.from)} until ${utc(period.until)} (UTC).`,
    '',
    tableRow(titles),
    tableRow(titles.map(() => '---')),
    ...rowsOf(measured).map(({ group, name, incidents, figures }) =>
      tableRow([
        group === 'severity' ? name.toUpperCase() : name,
        String(incidents),
        ...measures.map((measure) => figureInWords(figures[measure])),
      ]),
    ),
    '',
    ...besidesInWords(measured).flatMap((sentence) => [sentence, '']),
    howMeasured,
  ]
  return { name: `${nameOf(measured)}.md`, text: `${lines.join('\n')}\n`, comment: 'Incident metrics' }
}

const nameOf = ({ period, severity }: Measured): string =>
  ['incident-metrics', ...(severity === null ? [] : [severity]), utc(period.from).slice(0, 10)].join('-')

const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const utc = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ')
