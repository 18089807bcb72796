import { z } from 'zod'
import { parseDuration } from '../domain/duration.ts'

/*
 * The file's shape. Each `error` is the end of a sentence that begins "… is X; it must be"; for unknown keys it is the
 * list of the known ones, from which the nearest is suggested.
 */

const durationWords = 'a duration such as 30s, 15m, 2h or 1h30m'
const duration = z
  .string({ error: durationWords })
  .transform((text, context) => parseDuration(text) ?? refuse(context, text, durationWords))

const cadenceWords = `${durationWords}, or none`
const cadence = z
  .string({ error: cadenceWords })
  .transform((text, context) =>
    text === 'none' ? null : (parseDuration(text) ?? refuse(context, text, cadenceWords)),
  )

const channel = matching(
  /^[CG][A-Z0-9]{8,}$/,
  'a Slack channel id such as C0123ABCDEF (open the channel, then its details)',
)
const user = matching(
  /^[UW][A-Z0-9]{8,}$/,
  'a Slack member id such as U0123ABCDEF (open the profile, then "Copy member ID")',
)
const group = matching(/^S[A-Z0-9]{8,}$/, 'a Slack user group id such as S0123ABCDEF')
const name = matching(
  /^[a-z][a-z0-9-]{0,39}$/,
  'a name of lower-case letters, digits and hyphens that begins with a letter',
)
const repository = matching(/^[\w.-]+\/[\w.-]+$/, 'a GitHub repository written as owner/name')
const text = z.string({ error: 'text' }).trim().min(1, { error: 'text that is not empty' })
const address = z
  .string({ error: 'a web address' })
  .refine(isWebAddress, { error: 'a web address that begins with https:// or http://' })
  .transform((url) => url.replace(/\/+$/, ''))

const people = z.array(strict({ slack: user, github: text }), {
  error: 'a list of people, each with slack and github',
})

const environment = strict({
  aliases: listOf(name, 'aliases').default([]),
  ref: text.default('main'),
  channel: channel.optional(),
  approvals: strict({
    required: wholeNumber(0, 10, 'the number of approvals, from 0 (nobody needs to approve) to 10'),
    group: group.optional(),
    users: listOf(user, 'Slack member ids').default([]),
    expiresAfter: duration.default(86_400_000),
  }),
  checks: oneOf(['required', 'shown']).default('required'),
  rollback: orEmpty(
    strict({
      mode: oneOf(['automatic', 'ask']).default('automatic'),
      approvals: wholeNumber(
        0,
        10,
        'the number of approvals, from 0 (nobody needs to approve) to 10',
      ).default(0),
    }),
  ).prefault({}),
})

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
  contains: text.optional(),
  within: duration.default(5000),
})

const functionPolicy = orEmpty(
  strict({
    entrypoint: text.optional(),
    verifyJwt: z.boolean({ error: 'true or false' }).default(true),
    importMap: text.optional(),
    staticPatterns: listOf(text, 'file patterns').default([]),
  }),
)

const functionTest = strict({
  function: name,
  method: oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  body: text.optional(),
  status: wholeNumber(100, 599, 'an HTTP status from 100 to 599').default(200),
  contains: text.optional(),
  within: duration.default(5000),
  session: strict({ email: text, password: text }).nullable().default(null),
})

const service = z.discriminatedUnion(
  'kind',
  [
    strict({
      kind: z.literal('vercel'),
      repository,
      project: text,
      team: text.optional(),
      environments: named(strict({ target: oneOf(['production', 'preview']), url: address })),
      smoke: listOf(smokeTest, 'smoke tests').default([]),
      buildTimeout: duration.default(900_000),
      watch,
    }),
    strict({
      kind: z.literal('supabase-functions'),
      repository,
      environments: named(
        strict({ project: matching(/^[a-z]{20}$/, 'a Supabase project reference of 20 letters') }),
      ),
      functions: named(functionPolicy),
      order: oneOf(['together', 'one-by-one']).default('together'),
      smoke: listOf(functionTest, 'calls').default([]),
      watch,
    }),
    strict({
      kind: z.literal('github-actions'),
      repository,
      workflow: matching(/^[\w.-]+\.ya?ml$/, 'the file name of a workflow, such as deploy.yml'),
      environments: named(orEmpty(strict({}))),
      inputs: z.record(text, inputValue(), { error: 'a group of settings, each a text' }).default({}),
      runTimeout: duration.default(1_800_000),
    }),
  ],
  { error: 'one of vercel, github-actions, supabase-functions' },
)

const severity = orEmpty(
  strict({
    name: text.optional(),
    aliases: listOf(name, 'aliases').optional(),
    criteria: text.optional(),
    updateEvery: cadence.optional(),
  }),
)

const incidents = strict({
  channelPrefix: matching(
    /^[a-z0-9][a-z0-9-]{0,19}$/,
    'at most 20 lower-case letters, digits and hyphens',
  ).default('inc'),
  invite: orEmpty(
    strict({ group: group.optional(), users: listOf(user, 'Slack member ids').default([]) }),
  ).prefault({}),
  severities: named(severity).optional(),
  nudgeBefore: duration.default(180_000),
  monitoringFactor: z
    .number({ error: 'a number from 1 to 10' })
    .min(1, { error: 'a number from 1 to 10' })
    .max(10, { error: 'a number from 1 to 10' })
    .default(2),
  defaultSeverity: name.optional(),
})

/** pilothouse.yml, durations in milliseconds, names not yet checked against each other. */
export const teamFile = strict({
  team: text,
  channels: strict({ deployments: channel, incidents: channel, stakeholders: channel.optional() }),
  people: people.default([]),
  environments: named(environment),
  services: named(service),
  incidents: orEmpty(incidents).prefault({}),
})
export type TeamFile = z.output<typeof teamFile>

function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? known : `a group of settings${known && ` (${known})`}`,
  })
}

/** A key with nothing behind it counts as an empty group. */
function orEmpty<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => value ?? {}, schema)
}

function named<Value extends z.ZodType>(value: Value) {
  return z
    .record(name, value, { error: 'a group of settings by name' })
    .refine((group) => Object.keys(group).length > 0, { error: 'a group with at least one name in it' })
}

function listOf<Item extends z.ZodType>(item: Item, what: string) {
  return z.array(item, { error: `a list of ${what}, such as [a, b]` })
}

function matching(shape: RegExp, words: string) {
  return z.string({ error: words }).regex(shape, { error: words })
}

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `one of ${words.join(', ')}` })
}

function wholeNumber(from: number, to: number, words: string) {
  return z.int({ error: words }).min(from, { error: words }).max(to, { error: words })
}

function inputValue() {
  return z.union([z.string(), z.number(), z.boolean()], { error: 'a text' }).transform(String)
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol)
}

function refuse(context: z.RefinementCtx, input: string, message: string): never {
  context.addIssue({ code: 'custom', message, input })
  return z.NEVER
}
