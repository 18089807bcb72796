import { z } from 'zod'
import { hookKinds } from '../../domain/alert/hook.ts'
import { functionMetrics } from '../../domain/alert/rule.ts'
import { alertLevels } from '../../domain/check/check.ts'
import {
  cadence,
  channel,
  duration,
  listOf,
  matching,
  name,
  named,
  oneOf,
  strict,
  text,
  wholeNumber,
} from './words.ts'

const path = matching(/^[^.\s]+(?:\.[^.\s]+)*$/, 'a path such as event.title or items.0.name')

const mapping = strict({
  alerts: path.optional(),
  title: path,
  status: path.optional(),
  summary: path.optional(),
  severity: path.optional(),
  service: path.optional(),
  environment: path.optional(),
  fingerprint: path.optional(),
  link: path.optional(),
  firing: listOf(text, 'words').default(['firing', 'open', 'alarm', 'triggered', 'error', 'down']),
  resolved: listOf(text, 'words').default(['resolved', 'closed', 'ok', 'recovered', 'up']),
})

const hook = strict({
  kind: oneOf(hookKinds).default('generic'),
  secret: z
    .string({ error: 'a secret of at least 16 characters' })
    .min(16, { error: 'a secret of at least 16 characters' }),
  proof: oneOf(['header', 'path']).default('header'),
  mapping: mapping.optional(),
})

const over = duration.default(900_000)
const freshFor = duration.default(3_600_000)
const check = { check: name }

/** What a rule looks at: one of what is measured, by its kind. */
const metric = z.discriminatedUnion(
  'kind',
  [
    strict({ kind: z.literal('latency'), ...check, quantile: oneOf(['p50', 'p95', 'p99']), over }),
    strict({ kind: z.literal('failures'), ...check }),
    strict({ kind: z.literal('failure-rate'), ...check, over }),
    strict({ kind: z.literal('measure'), ...check, measure: text }),
    strict({ kind: z.literal('series'), series: text, freshFor }),
    strict({
      kind: z.literal('functions'),
      service: name,
      environment: name,
      value: oneOf(functionMetrics),
      function: text.optional(),
    }),
    strict({ kind: z.literal('queue') }),
    strict({ kind: z.literal('dead-letters') }),
    strict({ kind: z.literal('capacity'), name: text, freshFor }),
    strict({ kind: z.literal('cost'), name: text, freshFor: duration.default(26 * 3_600_000) }),
  ],
  {
    error:
      'one of latency, failures, failure-rate, measure, series, functions, queue, dead-letters, capacity, cost',
  },
)

const number = z.number({ error: 'a number' })
const held = z.union([z.literal(0), duration], { error: 'a duration such as 30s or 10m, or 0' })

const rule = strict({
  metric,
  above: number.optional(),
  below: number.optional(),
  clear: number.optional(),
  for: held.default(0),
  clearFor: held.default(0),
  missingFor: cadence.prefault('30m'),
  level: oneOf(alertLevels).default('warning'),
  service: name.optional(),
  environment: name.optional(),
  runbook: text.optional(),
  title: text.optional(),
})
export type WrittenRule = z.output<typeof rule>

const level = strict({
  severity: name.optional(),
  pages: z.boolean({ error: 'true or false' }).optional(),
  channel: channel.optional(),
})

/** What is told as an alert, how grave it is, and what may tell Pilothouse that something is wrong. */
export const alerts = strict({
  hooks: named(hook).optional(),
  rules: named(rule).default({}),
  levels: strict({ critical: level.optional(), warning: level.optional(), info: level.optional() }).prefault(
    {},
  ),
  group: strict({ by: text.optional(), within: duration.default(60_000) }).prefault({}),
  flapping: strict({
    times: wholeNumber(1, 100, 'a number of times from 1 to 100').default(4),
    within: duration.default(3_600_000),
  }).prefault({}),
})
