import { z } from 'zod'
import type { PageTarget } from '../../domain/paging/page.ts'
import { pageFacts } from '../../domain/paging/page.ts'

const text = z.string()

export const storedPageTarget: z.ZodType<PageTarget> = z.discriminatedUnion('to', [
  z.object({ to: z.literal('on-call') }),
  z.object({ to: z.literal('user'), user: text }),
  z.object({ to: z.literal('group'), group: text }),
  z.object({ to: z.literal('channel'), channel: text.nullable() }),
  z.object({ to: z.literal('pager'), pager: text }),
])

export const storedPeople = z.array(text)
export const storedFacts = z.array(z.enum(pageFacts))
export const storedLabels = z.record(text, text)
