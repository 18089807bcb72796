import { z } from 'zod'
import { parseDuration } from '../../domain/duration.ts'

/*
 * The file's shape. Each `error` is the end of a sentence that begins "… is X; it must be"; for unknown keys it is the
 * list of the known ones, from which the nearest is suggested.
 */

const durationWords = 'a duration such as 30s, 15m, 2h or 1h30m'
export const duration = z
  .string({ error: durationWords })
  .transform((text, context) => parseDuration(text) ?? refuse(context, text, durationWords))

const cadenceWords = `${durationWords}, or none`
export const cadence = z
  .string({ error: cadenceWords })
  .transform((text, context) =>
    text === 'none' ? null : (parseDuration(text) ?? refuse(context, text, cadenceWords)),
  )

export const channel = matching(
  /^[CG][A-Z0-9]{8,}$/,
  'a Slack channel id such as C0123ABCDEF (open the channel, then its details)',
)
export const user = matching(
  /^[UW][A-Z0-9]{8,}$/,
  'a Slack member id such as U0123ABCDEF (open the profile, then "Copy member ID")',
)
export const group = matching(/^S[A-Z0-9]{8,}$/, 'a Slack user group id such as S0123ABCDEF')
export const name = matching(
  /^[a-z][a-z0-9-]{0,39}$/,
  'a name of lower-case letters, digits and hyphens that begins with a letter',
)
export const repository = matching(/^[\w.-]+\/[\w.-]+$/, 'a GitHub repository written as owner/name')
export const text = z.string({ error: 'text' }).trim().min(1, { error: 'text that is not empty' })
export const address = z
  .string({ error: 'a web address' })
  .refine(isWebAddress, { error: 'a web address that begins with https:// or http://' })
  .transform((url) => url.replace(/\/+$/, ''))

export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? known : `a group of settings${known && ` (${known})`}`,
  })
}

/** A key with nothing behind it counts as an empty group. */
export function orEmpty<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => value ?? {}, schema)
}

export function named<Value extends z.ZodType>(value: Value) {
  return z
    .record(name, value, { error: 'a group of settings by name' })
    .refine((group) => Object.keys(group).length > 0, { error: 'a group with at least one name in it' })
}

export function listOf<Item extends z.ZodType>(item: Item, what: string) {
  return z.array(item, { error: `a list of ${what}, such as [a, b]` })
}

export function matching(shape: RegExp, words: string) {
  return z.string({ error: words }).regex(shape, { error: words })
}

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `one of ${words.join(', ')}` })
}

export function wholeNumber(from: number, to: number, words: string) {
  return z.int({ error: words }).min(from, { error: words }).max(to, { error: words })
}

export function inputValue() {
  return z.union([z.string(), z.number(), z.boolean()], { error: 'a text' }).transform(String)
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol)
}

function refuse(context: z.RefinementCtx, input: string, message: string): never {
  context.addIssue({ code: 'custom', message, input })
  return z.NEVER
}
