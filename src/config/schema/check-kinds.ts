import { z } from 'zod'
import { bodyExpectation, headers } from './expectation.ts'
import { functionTest } from './service.ts'
import { address, duration, listOf, matching, name, oneOf, strict, text, wholeNumber } from './words.ts'

/** Each kind of check, without what is common to all. */

const trueOrFalse = z.boolean({ error: 'true or false' })
const project = matching(/^[a-z]{20}$/, 'a Supabase project reference of 20 letters')
const status = wholeNumber(100, 599, 'an HTTP status from 100 to 599')
const days = wholeNumber(0, 365, 'a number of days from 0 to 365')
const paced = { slowerThan: duration.optional() }

const called = {
  url: address,
  send: z.record(text, text, { error: 'a group of header names, each with a text' }).default({}),
  allowPrivate: trueOrFalse.default(false),
}

const answered = {
  ...called,
  ...paced,
  ...bodyExpectation,
  method: oneOf(['GET', 'HEAD', 'POST']).default('GET'),
  body: z.string({ error: 'text' }).optional(),
  status: z
    .union([status.transform((one) => [one]), listOf(status, 'HTTP statuses')], {
      error: 'an HTTP status, or a list of them',
    })
    .default([200]),
  headers,
  follow: wholeNumber(0, 5, 'the number of redirects that are followed, from 0 to 5').default(0),
  certificateDays: days.default(14),
}

const percentWords = 'a percentage such as 20%'
const percent = matching(/^(?:100|\d{1,2})%$/, percentWords).transform(
  (written) => Number.parseInt(written, 10) / 100,
)

const header = text.toLowerCase()

const expires = strict({ header: header.optional(), json: text.optional(), within: days.default(14) }).refine(
  ({ header, json }) => (header === undefined) !== (json === undefined),
  { error: 'a group with header or json, one of the two' },
)

const bound = z.number({ error: 'a number' }).optional()
const boundWords = 'a group with above, below or equals'

export const kinds = {
  http: answered,
  'third-party': {
    ...answered,
    quota: strict({
      remaining: header,
      limit: header.optional(),
      warnBelow: percent.default(0.2),
    }).optional(),
    expires: expires.optional(),
  },
  function: { ...functionTest, ...paced, project },
  database: { ...paced, database: name },
  sql: {
    ...paced,
    database: name,
    query: text,
    column: text.optional(),
    expect: strict({ above: bound, below: bound, equals: bound })
      .refine((bounds) => Object.values(bounds).some((one) => one !== undefined), { error: boundWords })
      .default({}),
  },
  'supabase-health': {
    project,
    services: listOf(
      oneOf(['auth', 'db', 'db_postgres_user', 'pg_bouncer', 'pooler', 'realtime', 'rest', 'storage']),
      'services of Supabase',
    )
      .min(1, { error: 'a list with at least one service of Supabase' })
      .default(['auth', 'db', 'pooler', 'realtime', 'rest', 'storage']),
  },
  vercel: { ...paced, service: name, environment: name, allowPrivate: trueOrFalse.default(false) },
  mcp: { ...called, ...paced, tools: listOf(text, 'names of tools').default([]) },
} as const
