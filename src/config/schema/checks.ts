import { z } from 'zod'
import { alertLevels } from '../../domain/check/check.ts'
import { bodyExpectation, headers } from './expectation.ts'
import { address, duration, listOf, name, oneOf, strict, text, wholeNumber } from './words.ts'

const status = wholeNumber(100, 599, 'an HTTP status from 100 to 599')

const manners = {
  service: name.optional(),
  environment: name.optional(),
  every: duration.default(300_000),
  within: duration.default(10_000),
  confirmAfter: duration.default(10_000),
  failAfter: wholeNumber(1, 20, 'the number of failures in a row that are an alert, from 1 to 20').default(3),
  level: oneOf(alertLevels).default('critical'),
}

/** One thing that is looked at again and again. */
export const check = z.discriminatedUnion(
  'kind',
  [
    strict({
      kind: z.literal('http'),
      ...manners,
      url: address,
      method: oneOf(['GET', 'HEAD', 'POST']).default('GET'),
      status: z
        .union([status.transform((one) => [one]), listOf(status, 'HTTP statuses')], {
          error: 'an HTTP status, or a list of them',
        })
        .default([200]),
      send: z.record(text, text, { error: 'a group of header names, each with a text' }).default({}),
      headers,
      ...bodyExpectation,
      body: z.string({ error: 'text' }).optional(),
      follow: wholeNumber(0, 5, 'the number of redirects that are followed, from 0 to 5').default(0),
      slowerThan: duration.optional(),
      certificateDays: wholeNumber(0, 365, 'a number of days from 0 to 365').default(14),
      allowPrivate: z.boolean({ error: 'true or false' }).default(false),
    }),
    strict({ kind: z.literal('database'), ...manners, database: name }),
  ],
  { error: 'one of http, database' },
)

/** A Postgres of the team's own that is looked at, and never written to but by what a person approved. */
export const database = strict({
  url: z
    .string({ error: 'the address of a Postgres database' })
    .regex(/^postgres(?:ql)?:\/\//, { error: 'the address of a Postgres database' }),
  role: text.optional(),
})
