import { z } from 'zod'
import type { DrillStep } from '../../domain/drill/drill.ts'
import { duration, name, named, strict, text } from './words.ts'

const step = strict({
  after: duration.default(0),
  say: text,
  fault: text.optional(),
  mend: text.optional(),
}).transform(({ after, say, fault, mend }): DrillStep => {
  const switched = fault ?? mend
  return {
    after,
    say,
    fault: switched === undefined ? null : { name: switched, isOn: fault !== undefined },
  }
})

export const drills = named(
  strict({
    title: text,
    severity: name.optional(),
    lasts: duration,
    steps: z
      .array(step, { error: 'a list of steps, each with say' })
      .min(1, { error: 'a list with at least one step' }),
  }),
).default({})

export const drillFactor = z
  .number({ error: 'a number from 1 to 60' })
  .min(1, { error: 'a number from 1 to 60' })
  .max(60, { error: 'a number from 1 to 60' })
  .default(6)
