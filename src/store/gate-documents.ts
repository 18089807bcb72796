import { z } from 'zod'
import { machineFacts, type PlannedItem } from '../domain/checklist.ts'

const text = z.string()

/** The facts that only a release must have in order. */
export const gateFacts = {
  variables: z
    .object({
      present: z.array(text),
      missing: z.array(text),
      due: z.array(z.object({ name: text, age: z.number(), dueAfter: z.number() })),
      ageUnknown: z.array(text),
    })
    .optional(),
  review: z
    .object({ pull: z.number().nullable(), approvedBy: z.array(text), objectedBy: z.array(text) })
    .optional(),
}

export const plannedItem: z.ZodType<PlannedItem> = z.union([
  z.object({ item: text, by: z.literal('person') }),
  z.object({
    item: text,
    by: z.enum(['check', ...machineFacts]),
    state: z.enum(['passed', 'failed', 'pending']),
    why: text,
  }),
])
