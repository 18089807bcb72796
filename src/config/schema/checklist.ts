import { z } from 'zod'
import { type ChecklistItem, machineFacts } from '../../domain/gate/checklist.ts'
import { group, listOf, oneOf, strict, text, user } from './words.ts'

const itemWords = 'text of at most 150 characters'

/** A text alone is a box that a person ticks. */
const item = z.preprocess(
  (value) => (typeof value === 'string' ? { item: value } : value),
  strict({
    item: text.max(150, { error: itemWords }),
    check: text.optional(),
    is: oneOf(machineFacts).optional(),
  }).transform(({ item, check, is }): ChecklistItem => {
    if (is) return { item, by: is }
    return check ? { item, by: 'check', check } : { item, by: 'person' }
  }),
)

export const checklist = listOf(item, 'items, each a text or a group with item and check or is')
  .max(10, { error: 'a list of at most 10 items' })
  .default([])

/** Who may deploy past the gate; nobody where it is left out. */
export const breakGlass = strict({
  group: group.optional(),
  users: listOf(user, 'Slack member ids').default([]),
})
  .nullable()
  .default(null)
