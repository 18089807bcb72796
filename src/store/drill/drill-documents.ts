import { z } from 'zod'
import type { DrillScript } from '../../domain/drill/drill.ts'
import type { DrillScore } from '../../domain/drill/score.ts'

const text = z.string()

export const storedScript: z.ZodType<DrillScript> = z.object({
  name: text,
  title: text,
  severity: text,
  lasts: z.number(),
  steps: z.array(
    z.object({
      after: z.number(),
      say: text,
      fault: z.object({ name: text, isOn: z.boolean() }).nullable(),
    }),
  ),
})

export const storedScore: z.ZodType<DrillScore> = z.object({
  items: z.array(z.object({ what: text, points: z.number(), of: z.number(), why: text })),
  points: z.number(),
  of: z.number(),
  ended: z.enum(['resolved', 'stopped']),
})
