import { z } from 'zod'
import { breakGlass, checklist } from './checklist.ts'
import {
  channel,
  duration,
  group,
  listOf,
  name,
  oneOf,
  orEmpty,
  strict,
  text,
  user,
  wholeNumber,
} from './words.ts'

const checksWords = 'required, shown, or a list of the names of those that must pass'
const checks = z.union([oneOf(['required', 'shown']), z.array(text).min(1)], { error: checksWords })

export const environment = strict({
  aliases: listOf(name, 'aliases').default([]),
  ref: text.default('main'),
  channel: channel.optional(),
  approvals: strict({
    required: wholeNumber(0, 10, 'the number of approvals, from 0 (nobody needs to approve) to 10'),
    group: group.optional(),
    users: listOf(user, 'Slack member ids').default([]),
    expiresAfter: duration.default(86_400_000),
  }),
  checklist,
  breakGlass,
  checks: checks.default('required'),
  rollback: orEmpty(
    strict({
      mode: oneOf(['automatic', 'ask']).default('automatic'),
      approvals: wholeNumber(
        0,
        10,
        'the number of approvals, from 0 (nobody needs to approve) to 10',
      ).default(0),
    }),
  ).prefault({}),
})
