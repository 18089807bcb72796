import { z } from 'zod'
import { bodyExpectation, headers } from './expectation.ts'
import { variableNames, variables } from './variables.ts'
import {
  address,
  duration,
  inputValue,
  listOf,
  matching,
  name,
  named,
  oneOf,
  orEmpty,
  repository,
  strict,
  text,
  wholeNumber,
} from './words.ts'

const share = z
  .number({ error: 'a share from 0 to 1' })
  .min(0, { error: 'a share from 0 to 1' })
  .max(1, { error: 'a share from 0 to 1' })
const factor = z
  .number({ error: 'a number from 1 to 100' })
  .min(1, { error: 'a number from 1 to 100' })
  .max(100, { error: 'a number from 1 to 100' })

/** `watch: none` leaves the watch out. */
const watch = z.preprocess(
  (value) => (value === undefined ? {} : value),
  z.union([
    z.literal('none').transform(() => null),
    strict({
      duration: duration.default(300_000),
      maxErrorRate: share.default(0.05),
      maxErrorFactor: factor.default(2),
      maxSlowdown: factor.default(2),
      minCalls: wholeNumber(1, 100_000, 'the number of calls that a verdict needs').default(5),
    }),
  ]),
)

const smokeTest = strict({
  path: matching(/^\/\S*$/, 'a path that begins with /'),
  status: wholeNumber(100, 599, 'an HTTP status from 100 to 599').default(200),
  ...bodyExpectation,
  within: duration.default(5000),
  headers,
})

/** Rising, because Vercel takes visitors on and never back. */
const stages = listOf(
  strict({
    percent: wholeNumber(1, 99, 'a percentage from 1 to 99; 100 follows by itself'),
    for: duration,
  }),
  'stages, such as { percent: 10, for: 2h }',
)
  .max(5, { error: 'at most 5 stages' })
  .refine((all) => all.every(({ percent }, index) => percent > (all[index - 1]?.percent ?? 0)), {
    error: 'stages of rising percentages, such as 10, then 50',
  })
  .default([])

const functionPolicy = orEmpty(
  strict({
    entrypoint: text.optional(),
    verifyJwt: z.boolean({ error: 'true or false' }).default(true),
    importMap: text.optional(),
    staticPatterns: listOf(text, 'file patterns').default([]),
  }),
)

/** How a function is called, and what is expected of its answer. */
export const functionTest = {
  function: name,
  method: oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  body: text.optional(),
  status: wholeNumber(100, 599, 'an HTTP status from 100 to 599').default(200),
  ...bodyExpectation,
  within: duration.default(5000),
  session: strict({ email: text, password: text }).nullable().default(null),
}

export const service = z.discriminatedUnion(
  'kind',
  [
    strict({
      kind: z.literal('vercel'),
      repository,
      project: text,
      team: text.optional(),
      protectionBypass: text.optional(),
      environments: named(
        strict({ target: oneOf(['production', 'preview']), url: address, requires: variableNames, stages }),
      ),
      smoke: listOf(smokeTest, 'smoke tests').default([]),
      variables,
      buildTimeout: duration.default(900_000),
      watch,
    }),
    strict({
      kind: z.literal('supabase-functions'),
      repository,
      environments: named(
        strict({
          project: matching(/^[a-z]{20}$/, 'a Supabase project reference of 20 letters'),
          requires: variableNames,
        }),
      ),
      functions: named(functionPolicy),
      order: oneOf(['together', 'one-by-one']).default('together'),
      smoke: listOf(strict(functionTest), 'calls').default([]),
      variables,
      watch,
    }),
    strict({
      kind: z.literal('github-actions'),
      repository,
      workflow: matching(/^[\w.-]+\.ya?ml$/, 'the file name of a workflow, such as deploy.yml'),
      environments: named(orEmpty(strict({}))),
      inputs: z.record(text, inputValue(), { error: 'a group of settings, each a text' }).default({}),
      signApproval: z.boolean({ error: 'true or false' }).default(false),
      runTimeout: duration.default(1_800_000),
    }),
  ],
  { error: 'one of vercel, github-actions, supabase-functions' },
)
