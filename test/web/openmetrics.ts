/** What a family's samples may be called, by its type. https://prometheus.io/docs/specs/om/open_metrics_spec/ */
const suffixes: Record<string, string[]> = {
  gauge: [''],
  counter: ['_total', '_created'],
  histogram: ['_bucket', '_sum', '_count', '_created'],
  summary: ['', '_sum', '_count', '_created'],
}

const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (nan|[+-]inf|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i
const labelShape = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[n"\\])*)"(?:,|$)/gy

export type Sample = { name: string; labels: Record<string, string>; value: number }

/** Reads OpenMetrics text as strictly as it is written down; throws at the first line that is not so. */
export function parseOpenMetrics(text: string): Sample[] {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.pop() !== '# EOF') throw new Error('It does not end with # EOF.')
  const samples: Sample[] = []
  const types = new Map<string, string>()
  const seen = new Set<string>()
  let family = ''
  for (const line of lines) {
    const [, word, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (word) {
      if (name !== family && [...seen].some((key) => key.startsWith(`${name} `)))
        throw new Error(`${name} comes twice.`)
      const key = `${name} ${word}`
      if (seen.has(key)) throw new Error(`${key} comes twice.`)
      seen.add(key)
      family = name
      if (word === 'TYPE') types.set(name, rest)
      continue
    }
    const sample = readSample(line)
    const type = types.get(family)
    if (!type || !suffixes[type]?.some((suffix) => sample.name === family + suffix))
      throw new Error(`${line} does not belong to ${family}, which is a ${type}.`)
    const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`
    if (seen.has(key)) throw new Error(`${key} comes twice.`)
    seen.add(key)
    samples.push(sample)
  }
  for (const [name, type] of types) if (type === 'histogram') checkHistogram(name, samples)
  return samples
}

function readSample(line: string): Sample {
  const [, name = '', labelText = '', value = ''] = sampleLine.exec(line) ?? []
  if (name === '') throw new Error(`${line} is no sample.`)
  const labels: Record<string, string> = {}
  labelShape.lastIndex = 0
  let end = 0
  for (const [whole, label = '', given = ''] of labelText.matchAll(labelShape)) {
    if (label in labels) throw new Error(`${line} has ${label} twice.`)
    labels[label] = given
    end += whole.length
  }
  if (end !== labelText.length) throw new Error(`${line} has labels that cannot be read.`)
  return { name, labels, value: Number(value.replace('Inf', 'Infinity')) }
}

function checkHistogram(name: string, samples: readonly Sample[]): void {
  const without = ({ le: _, ...labels }: Record<string, string>) => JSON.stringify(labels)
  const buckets = Map.groupBy(
    samples.filter((sample) => sample.name === `${name}_bucket`),
    ({ labels }) => without(labels),
  )
  for (const [labels, group] of buckets) {
    const bounds = group.map((sample) => Number((sample.labels.le ?? '').replace('Inf', 'Infinity')))
    const counts = group.map(({ value }) => value)
    const isRising = (numbers: number[]) =>
      numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0))
    if (!isRising(bounds) || !isRising(counts) || bounds.at(-1) !== Number.POSITIVE_INFINITY)
      throw new Error(`The buckets of ${name} ${labels} do not rise to +Inf.`)
    const count = samples.find(
      (sample) => sample.name === `${name}_count` && without(sample.labels) === labels,
    )
    if (count?.value !== counts.at(-1))
      throw new Error(`The count of ${name} ${labels} is not that of its last bucket.`)
  }
}
