import { Histogram, type OpenMetricsContentType, type Registry } from 'prom-client'
import { latencyBounds, type Rollup } from '../../domain/check/rollup.ts'

const name = 'pilothouse_check_latency_seconds'
const help = 'How long checks took to be answered; counted from the beginning of the day (UTC)'

/** So many of the bounds of a rollup, which are more than a metric needs. */
const everyNth = 4
const bounds = latencyBounds.map((ms, index) => ({ ms, index })).filter(({ index }) => index % everyNth === 3)

/** Latencies that were counted in the database, in a form that prom-client writes. */
export class LatencyHistogram extends Histogram<'check'> {
  private readonly load: () => Promise<Map<string, Rollup>>

  constructor(registry: Registry<OpenMetricsContentType>, load: () => Promise<Map<string, Rollup>>) {
    super({
      name,
      help,
      labelNames: ['check'],
      buckets: bounds.map(({ ms }) => ms / 1000),
      registers: [registry],
    })
    this.load = load
  }

  /** Called by the registry, in place of what was observed in this process. */
  async getForPromString() {
    const rollups = await this.load()
    const values = [...rollups].flatMap(([check, rollup]) => linesOf(check, rollup))
    return { name, help, type: 'histogram', values }
  }
}

function linesOf(check: string, { histogram, latencySumMs }: Rollup) {
  const upTo = (index: number) => histogram.slice(0, index + 1).reduce((sum, count) => sum + count, 0)
  const total = upTo(histogram.length)
  return [
    ...bounds.map(({ ms, index }) => ({
      metricName: `${name}_bucket`,
      labels: { check, le: ms / 1000 },
      value: upTo(index),
    })),
    { metricName: `${name}_bucket`, labels: { check, le: '+Inf' }, value: total },
    { metricName: `${name}_sum`, labels: { check }, value: latencySumMs / 1000 },
    { metricName: `${name}_count`, labels: { check }, value: total },
  ]
}
