import { z } from 'zod'
import { alertLevels } from '../../domain/check/check.ts'
import { address, duration, listOf, matching, name, oneOf, strict, text } from './words.ts'

const percentWords = 'a percentage from 1% to 999%, such as 80%'
const percent = matching(/^[1-9]\d{0,2}(?:\.\d)?%$/, percentWords).transform(Number.parseFloat)
const positiveWords = 'a number above 0'
const positive = z.number({ error: positiveWords }).positive({ error: positiveWords })
const path = matching(/^[^.\s]+(?:\.[^.\s]+)*$/, 'a path such as usage.total or items.0.amount')

const asked = {
  sql: {
    kind: z.literal('sql'),
    database: name,
    query: text,
    column: text.optional(),
  },
  http: {
    kind: z.literal('http'),
    url: address,
    send: z.record(text, text, { error: 'a group of header names, each with a text' }).default({}),
    allowPrivate: z.boolean({ error: 'true or false' }).default(false),
    json: path,
  },
}

const used = z.discriminatedUnion(
  'kind',
  [
    strict({ kind: z.literal('check'), check: name, measure: text }),
    strict({ ...asked.sql, limit: text.optional() }),
    strict({ ...asked.http, limit: path.optional() }),
    strict({ kind: z.literal('connections'), database: name }),
    strict({ kind: z.literal('database-size'), database: name }),
    strict({ kind: z.literal('typed') }),
  ],
  { error: 'one of check, sql, http, connections, database-size, typed' },
)

const held = z.union([z.literal(0), duration], { error: 'a duration such as 30m or 24h, or 0' })

const threshold = strict({
  above: percent.optional(),
  below: percent.optional(),
  for: held.default(3_600_000),
  level: oneOf(alertLevels).default('warning'),
  // What the team does about it then.
  do: text.optional(),
}).refine(({ above, below }) => (above === undefined) !== (below === undefined), {
  error: 'a group with above or below, one of the two',
})

/** Something of which there is only so much. */
export const capacity = strict({
  title: text.optional(),
  unit: text.optional(),
  limit: positive.optional(),
  value: used,
  every: duration.default(300_000),
  typedFor: duration.default(35 * 86_400_000),
  thresholds: listOf(threshold, 'thresholds').prefault([{ above: '80%' }]),
})
export type WrittenCapacity = z.output<typeof capacity>

const spent = z.discriminatedUnion(
  'kind',
  [
    strict(asked.sql),
    strict(asked.http),
    strict({ kind: z.literal('typed') }),
    strict({
      kind: z.literal('sum'),
      of: listOf(name, 'costs').min(2, { error: 'a list of at least two costs' }),
    }),
  ],
  { error: 'one of sql, http, typed, sum' },
)

/** What something may cost in a month. */
export const cost = strict({
  title: text.optional(),
  budget: positive,
  currency: matching(/^[A-Z]{3}$/, 'a currency of three letters such as EUR or USD'),
  value: spent.prefault({ kind: 'typed' }),
  every: duration.default(3_600_000),
  warnAt: percent.prefault('80%'),
  escalateAt: percent.prefault('150%'),
  unusualAt: percent.prefault('150%'),
})
export type WrittenCost = z.output<typeof cost>
