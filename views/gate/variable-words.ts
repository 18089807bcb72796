import type { VariableFacts } from '../../src/domain/deployment/variables.ts'
import { code, list, plural } from '../text.ts'

const dayMs = 86_400_000
const maxNames = 6

const names = (all: readonly string[]): string =>
  list(
    all.map((name) => code(name, 60)),
    maxNames,
  )

/** "all 3 required are there · STRIPE_KEY is 120 days old, to be rotated after 90" */
export function variablesInWords({ present, missing, due, ageUnknown }: VariableFacts): string {
  const required = present.length + missing.length
  const there =
    missing.length === 0
      ? required === 1
        ? 'the one required is there'
        : `all ${required} required are there`
      : `:x: ${missing.length} of ${required} required missing: ${names(missing)}`
  return [
    there,
    ...due.slice(0, maxNames).map(dueInWords),
    ...(due.length > maxNames ? [`and ${due.length - maxNames} more are due`] : []),
    ...(ageUnknown.length > 0 ? [`:grey_question: of unknown age: ${names(ageUnknown)}`] : []),
  ].join(' · ')
}

const dueInWords = ({ name, age, dueAfter }: VariableFacts['due'][number]): string =>
  `:hourglass: ${code(name, 60)} is ${days(age)} old, to be rotated after ${dueAfter >= dayMs ? Math.floor(dueAfter / dayMs) : days(dueAfter)}`

const days = (ms: number): string => (ms < dayMs ? 'less than a day' : plural(Math.floor(ms / dayMs), 'day'))
