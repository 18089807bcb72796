import { z } from 'zod'
import type { Skipped } from '../../domain/gate/break-glass.ts'
import { machineFacts, type PlannedItem } from '../../domain/gate/checklist.ts'

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

export const lockFacts = z.object({
  environment: text,
  service: text.nullable(),
  holder: text,
  reason: text,
  until: text.nullable(),
  isLatch: z.boolean(),
  incident: z.number().optional(),
})

/** What a break-glass deployment did without. */
export const skipped: z.ZodType<Skipped> = z.discriminatedUnion('what', [
  z.object({ what: z.literal('approvals'), count: z.number() }),
  z.object({ what: z.literal('checks'), are: z.enum(['red', 'unfinished']), names: z.array(text) }),
  z.object({ what: z.literal('checklist'), items: z.array(text) }),
  z.object({ what: z.literal('lock'), lock: lockFacts }),
  z.object({ what: z.literal('freeze'), name: text, until: text }),
])

export const plannedItem: z.ZodType<PlannedItem> = z.union([
  z.object({ item: text, by: z.literal('person') }),
  z.object({
    item: text,
    by: z.enum(['check', ...machineFacts]),
    state: z.enum(['passed', 'failed', 'pending']),
    why: text,
  }),
])
