import type { LogLine } from './state.ts'

type Row = Record<string, unknown>

type Answer = { rows: Row[] } | { problem: string }

/**
 * Answers the few forms of ClickHouse SQL that are asked of the logs: `select 1`; lines of some sources, newest first,
 * as Supabase's command line asks; and counts and quantiles in groups. Anything else is refused with the reason.
 */
export function answerQuery(sql: string, lines: LogLine[]): Answer {
  const flat = sql.replace(/\s+/g, ' ').trim().replace(/;$/, '')
  if (/^select 1$/i.test(flat)) return { rows: [{ '1': 1 }] }
  const parts = /^select (.+?) from logs where (.+)$/i.exec(flat)
  if (!parts) return { problem: `Syntax error: the sandbox understands only "select … from logs where …"` }
  const [, selected = '', condition = ''] = parts
  const grouped = / group by (.+?)( order by .+| limit .+)?$/i.exec(condition)
  const chosen = lines.filter(matching(condition))
  return grouped ? group(selected, grouped[1] ?? '', chosen) : { rows: rowsOf(condition, chosen) }
}

/** Sources are named in the first brackets, or right after `where`; a level may be asked for at the end. */
function matching(condition: string): (line: LogLine) => boolean {
  const first = /^\(([^)]*)\)/.exec(condition)?.[1] ?? condition.replace(/ (group|order) by .*$/i, '')
  const sources = [...first.matchAll(/source = '(\w+)'/g)].map(([, source]) => source)
  const levels = /\) in \(([^()]*)\)( order by| limit|$)/i.exec(condition)?.[1]
  const wanted = levels && [...levels.matchAll(/'(\w+)'/g)].map(([, level]) => level)
  return (line) => sources.includes(line.source) && (!wanted || wanted.includes(levelOf(line)))
}

function levelOf({ attributes }: LogLine): string {
  const status = Number(attributes['response.status_code'] ?? 0)
  if (attributes.level !== undefined) return attributes.level
  if (status >= 400) return status >= 500 ? 'error' : 'warn'
  return 'info'
}

function rowsOf(condition: string, lines: LogLine[]): Row[] {
  const limit = Number(/ limit (\d+)$/i.exec(condition)?.[1] ?? 1000)
  return [...lines]
    .sort((a, b) => b.at - a.at)
    .slice(0, limit)
    .map((line) => ({
      id: line.id,
      ts_ms: line.at,
      source: line.source,
      severity_text: levelOf(line).toUpperCase(),
      level: levelOf(line),
      event_message: line.message,
      log_attributes: line.attributes,
    }))
}

type Column = (lines: LogLine[]) => unknown

const attribute = String.raw`log_attributes\['([\w.]+)'\]`

const columnForms: [RegExp, (found: string[]) => Column][] = [
  [
    new RegExp(`^${attribute}$`),
    ([key = '']) =>
      ([line]) =>
        line?.attributes[key] ?? '',
  ],
  [/^count\(\*?\)$/, () => (lines) => lines.length],
  [
    new RegExp(String.raw`^countIf\(toInt32OrZero\(${attribute}\) >= (\d+)\)$`),
    ([key = '', least]) =>
      (lines) =>
        lines.filter((line) => numberIn(line, key) >= Number(least)).length,
  ],
  [
    new RegExp(String.raw`^quantile(?:Exact)?\(([\d.]+)\)\(toFloat64OrZero\(${attribute}\)\)$`),
    ([share, key = '']) =>
      (lines) =>
        quantile(
          lines.map((line) => numberIn(line, key)),
          Number(share),
        ),
  ],
]

const numberIn = (line: LogLine, key: string): number => Number(line.attributes[key] ?? 0) || 0

function quantile(values: number[], share: number): number {
  const sorted = values.sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

function group(selected: string, groupedBy: string, lines: LogLine[]): Answer {
  const columns: [string, Column][] = []
  const keys: Column[] = []
  const names = groupedBy.split(',').map((name) => name.trim())
  for (const item of itemsOf(selected)) {
    const [, expression = '', name = ''] = /^(.+) as (\w+)$/i.exec(item) ?? []
    const column = columnOf(expression)
    if (!column) return { problem: `Syntax error: the sandbox does not understand "${item}"` }
    columns.push([name, column])
    if (names.includes(name)) keys.push(column)
  }
  if (keys.length < names.length) return { problem: `Unknown identifier in GROUP BY: ${groupedBy}` }
  const groups = Map.groupBy(lines, (line) => JSON.stringify(keys.map((key) => key([line]))))
  const rows = [...groups.values()].map((some) =>
    Object.fromEntries(columns.map(([name, column]) => [name, column(some)])),
  )
  return { rows }
}

function columnOf(expression: string): Column | undefined {
  for (const [form, make] of columnForms) {
    const found = form.exec(expression)
    if (found) return make(found.slice(1))
  }
  return undefined
}

/** Splits at commas outside of brackets. */
function itemsOf(selected: string): string[] {
  const items = ['']
  let depth = 0
  for (const letter of selected) {
    if ('(['.includes(letter)) depth += 1
    if (')]'.includes(letter)) depth -= 1
    if (letter === ',' && depth === 0) items.push('')
    else items[items.length - 1] += letter
  }
  return items.map((item) => item.trim())
}
