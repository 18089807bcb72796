import { z } from 'zod'
import { type OperationTask, operationActNames } from '../domain/operation.ts'

const text = z.string()

export const storedTask: z.ZodType<OperationTask> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flag'), name: text, isOn: z.boolean() }),
])

/** How an operation ended. */
export const storedEnd = z.object({
  failure: z.object({ step: z.enum(operationActNames), why: text, leaves: text, next: text }).optional(),
})
