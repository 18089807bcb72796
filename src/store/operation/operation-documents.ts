import { z } from 'zod'
import type { SuspectFlags } from '../../domain/operation/flag.ts'
import { type OperationTask, operationActNames } from '../../domain/operation/operation.ts'

const text = z.string()

export const storedTask: z.ZodType<OperationTask> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flag'), name: text, isOn: z.boolean() }),
  z.object({ kind: z.literal('unpin'), service: text }),
  z.object({
    kind: z.literal('correction'),
    ...{ correction: z.number(), database: text, change: text, backup: text, expected: z.number() },
  }),
  z.object({
    kind: z.literal('integration'),
    ...{ name: text, isOn: z.boolean(), isChecked: z.boolean() },
    switch: z.discriminatedUnion('by', [
      z.object({ by: z.literal('flag'), flag: text }),
      z.object({ by: z.literal('secret'), project: text, secret: text, on: text, off: text }),
    ]),
  }),
  z.object({
    kind: z.literal('revert'),
    ...{ of: z.number(), service: text, repository: text, branch: text, base: text, head: text },
  }),
])

/** What was found out about flags that may have broken a release. */
export const storedSuspects: z.ZodType<SuspectFlags> = z.object({
  flags: z.array(
    z.object({ name: text, isOn: z.boolean(), changedAt: z.coerce.date(), by: text.nullable() }),
  ),
  unsureSince: z.coerce.date().nullable(),
})

/** How an operation ended. */
export const storedEnd = z.object({
  failure: z.object({ step: z.enum(operationActNames), why: text, leaves: text, next: text }).optional(),
})
