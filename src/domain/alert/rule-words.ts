import type { AlertRule, RuleMetric } from './rule.ts'

/** What a rule looks at, in words that follow "of" or begin a sentence. */
function metricInWords(metric: RuleMetric): string {
  switch (metric.kind) {
    case 'latency':
      return `the ${metric.quantile} latency of the check ${metric.check} over ${spanInWords(metric.over)}`
    case 'failures':
      return `the failures in a row of the check ${metric.check}`
    case 'failure-rate':
      return `the share of failed looks at the check ${metric.check} over ${spanInWords(metric.over)}`
    case 'measure':
      return `${metric.measure} of the check ${metric.check}`
    case 'series':
      return metric.series
    case 'functions': {
      const of = metric.function ? `the function ${metric.function}` : metric.service
      return `${functionWords[metric.value]} of ${of} in ${metric.environment} over 15 minutes`
    }
    case 'queue':
      return 'the number of Pilothouse’s own jobs that are due'
    case 'dead-letters':
      return 'the number of Pilothouse’s own jobs that were given up'
    case 'capacity':
      return `the used share of ${metric.name}`
    case 'cost':
      return `the spent share of the budget ${metric.name}`
  }
}

const functionWords = {
  'error-rate': 'the share of failed calls',
  calls: 'the number of calls',
  p95: 'the p95 latency',
} as const

/** A number with its unit, as far as the metric has one. */
function valueInWords(metric: RuleMetric, value: number): string {
  const number = String(Number(value.toFixed(Math.abs(value) < 10 ? 2 : 1)))
  const isLatency = metric.kind === 'latency' || (metric.kind === 'functions' && metric.value === 'p95')
  if (isLatency) return `${Math.round(value)} ms`
  const isShare =
    metric.kind === 'capacity' ||
    metric.kind === 'cost' ||
    metric.kind === 'failure-rate' ||
    (metric.kind === 'functions' && metric.value === 'error-rate')
  return isShare ? `${number}%` : number
}

/** "45 seconds", "5 minutes", "2 hours". */
function spanInWords(ms: number): string {
  const [count, unit] =
    ms < 60_000 ? [ms / 1000, 'second'] : ms < 7_200_000 ? [ms / 60_000, 'minute'] : [ms / 3_600_000, 'hour']
  const shown = Number(count.toFixed(1))
  return `${shown} ${unit}${shown === 1 ? '' : 's'}`
}

/** What an alert of this rule is called where the file gives no title. */
export function ruleTitle({ title, metric, limit }: AlertRule): string {
  if (title !== null) return title
  const what = capital(metricInWords(metric))
  return limit ? `${what} is ${limit.is} ${valueInWords(metric, limit.at)}` : what
}

export function ruleSummary({ metric, limit, for: held }: AlertRule, value: number): string {
  const now = `${capital(metricInWords(metric))} is ${valueInWords(metric, value)}`
  if (!limit) return now
  const since = held > 0 ? ` and has been for ${spanInWords(held)}` : ''
  const clear = limit.clear === limit.at ? '' : `; it is over at ${valueInWords(metric, limit.clear)}`
  return `${now}, ${limit.is} ${valueInWords(metric, limit.at)}${since}${clear}.`
}

export const missingTitle = ({ name, metric }: AlertRule): string =>
  `Nobody knows ${metricInWords(metric)} (rule ${name})`

export const missingSummary = ({ missingFor }: AlertRule): string =>
  `There has been no number for ${spanInWords(missingFor ?? 0)}, so the rule can say neither that all is well nor that it is not. Look whether what measures it still runs.`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
