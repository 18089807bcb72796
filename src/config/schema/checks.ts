import { z } from 'zod'
import { alertLevels } from '../../domain/check/check.ts'
import { kinds } from './check-kinds.ts'
import { health } from './health.ts'
import { duration, name, oneOf, strict, text, wholeNumber } from './words.ts'

const manners = {
  service: name.optional(),
  environment: name.optional(),
  every: duration.refine((ms) => ms >= 5000, { error: 'a duration of at least 5s' }).default(300_000),
  // Another process takes a check over whose look has lasted longer than a minute and a half.
  within: duration
    .refine((ms) => ms > 0 && ms <= 60_000, { error: 'a duration of at most 1m' })
    .default(10_000),
  confirmAfter: duration.default(10_000),
  failAfter: wholeNumber(1, 20, 'the number of failures in a row that are an alert, from 1 to 20').default(3),
  level: oneOf(alertLevels).default('critical'),
}

/** One thing that is looked at again and again. */
export const check = z.discriminatedUnion(
  'kind',
  [
    strict({ ...manners, ...kinds.http, kind: z.literal('http') }),
    strict({ ...manners, ...kinds['third-party'], kind: z.literal('third-party') }),
    strict({ ...kinds.function, ...manners, kind: z.literal('function') }),
    strict({ ...manners, ...kinds.database, kind: z.literal('database') }),
    strict({ ...manners, ...kinds.sql, kind: z.literal('sql') }),
    strict({ ...manners, ...kinds['supabase-health'], kind: z.literal('supabase-health') }),
    strict({ ...manners, ...kinds.vercel, kind: z.literal('vercel') }),
    strict({ ...manners, ...kinds.mcp, kind: z.literal('mcp') }),
  ],
  { error: `one of ${Object.keys(kinds).join(', ')}` },
)

const databaseUrl = z
  .string({ error: 'the address of a Postgres database' })
  .regex(/^postgres(?:ql)?:\/\//, { error: 'the address of a Postgres database' })

/** A Postgres of the team's own that is looked at, and never written to but by what a person approved. */
export const database = strict({
  url: databaseUrl,
  writeUrl: databaseUrl.optional(),
  role: text.optional(),
  health,
})
