import { z } from 'zod'
import { parseClock } from '../../domain/local-time.ts'
import { listOf, oneOf, repository, strict, text } from './words.ts'

const clockWords = "a time such as '09:00'"

export const tasks = strict({
  issues: strict({ repository, labels: listOf(text, 'labels').default([]) }).optional(),
  remind: oneOf(['daily', 'weekdays', 'once', 'never']).default('weekdays'),
  at: z
    .string({ error: clockWords })
    .transform((written, context) => {
      const minutes = parseClock(written)
      if (minutes !== undefined && minutes < 24 * 60) return minutes
      context.addIssue({ code: 'custom', message: clockWords, input: written })
      return z.NEVER
    })
    .prefault('09:00'),
}).prefault({})
