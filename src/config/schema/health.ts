import { z } from 'zod'
import { alertLevels } from '../../domain/check/check.ts'
import { cadence, duration, listOf, matching, name, oneOf, strict, text, wholeNumber } from './words.ts'

const table = matching(/^[a-z_][\w$]*(?:\.[a-z_][\w$]*)?$/i, 'a table such as orders or auth.users')
const column = matching(/^[a-z_][\w$]*$/i, 'a column such as deleted_at')

const of = matching(
  /^[a-z_][\w$]*(?:\.[a-z_][\w$]*){1,2}$/i,
  'a column of a table such as products.id or auth.users.id',
).transform((written) => {
  const parts = written.split('.')
  return { table: parts.slice(0, -1).join('.'), column: parts.at(-1) ?? '' }
})

const bound = z.number({ error: 'a number' }).optional()

const query = strict({
  sql: text,
  column: text.optional(),
  expect: strict({ above: bound, below: bound, equals: bound }).refine(
    (bounds) => Object.values(bounds).some((one) => one !== undefined),
    { error: 'a group with above, below or equals' },
  ),
  level: oneOf(alertLevels).default('warning'),
  do: text.optional(),
})

const days = 86_400_000

/** What is looked for in a database. */
export const health = strict({
  every: cadence.prefault('1h'),
  within: duration.default(10_000),
  blockedFor: duration.default(60_000),
  slowerThan: duration.default(500),
  largeFrom: wholeNumber(100, 1_000_000_000, 'a number of rows from 100').default(10_000),
  orphans: listOf(
    strict({ table, column, references: of }),
    'groups with table, column and references',
  ).default([]),
  softDeleted: listOf(
    strict({ table, column: column.default('deleted_at'), after: duration.default(90 * days) }),
    'groups with table, column and after',
  ).default([]),
  deletions: strict({
    table,
    column,
    done: column.optional(),
    after: duration.default(30 * days),
  }).optional(),
  views: listOf(
    strict({ view: table, column, within: duration }),
    'groups with view, column and within',
  ).default([]),
  queries: z.record(name, query, { error: 'a group of queries by name' }).default({}),
}).prefault({})
export type WrittenHealth = z.output<typeof health>
