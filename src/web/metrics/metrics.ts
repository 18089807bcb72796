import { Histogram, type OpenMetricsContentType, Registry } from 'prom-client'
import { hearOutsideCalls } from '../../ports/outside-calls.ts'
import type { Gesture } from '../../ports.ts'
import { type Counts, countEverything } from './counts.ts'

export type Metrics = {
  /** Notes that a person was answered. */
  answered(gesture: Gesture, seconds: number): void
  /** All of them as OpenMetrics text. */
  write(counts: Counts): Promise<string>
  stop(): void
}

export const contentType = Registry.OPENMETRICS_CONTENT_TYPE

const callBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const answerBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5]

/** What this process measures, and what it counts in the database whenever somebody asks. */
export function createMetrics(): Metrics {
  const registry = new Registry<OpenMetricsContentType>()
  registry.setContentType(contentType)
  const calls = new Histogram({
    name: 'pilothouse_outside_call_duration_seconds',
    help: 'How long requests to Slack, GitHub, Vercel, Supabase and others took',
    labelNames: ['service', 'result'],
    buckets: callBuckets,
    registers: [registry],
  })
  const answers = new Histogram({
    name: 'pilothouse_answer_duration_seconds',
    help: 'How long people waited for the answer to a command, a click or a form',
    labelNames: ['command'],
    buckets: answerBuckets,
    registers: [registry],
  })
  let isCounting = false
  const stop = hearOutsideCalls(({ service, result, seconds }) => calls.observe({ service, result }, seconds))
  return {
    answered: (gesture, seconds) => answers.observe({ command: commandOf(gesture) }, seconds),
    async write(counts) {
      // Not before somebody asks: the process is watched from then on, which costs a little.
      if (!isCounting) countEverything(registry, counts)
      isCounting = true
      return await registry.metrics()
    },
    stop,
  }
}

const known = ['/deploy', '/rollback', '/incident', '/status']

/** Few words, whatever people type. */
function commandOf(gesture: Gesture): string {
  if (gesture.kind !== 'slash') return gesture.kind
  return known.includes(gesture.command) ? gesture.command.slice(1) : 'other'
}
