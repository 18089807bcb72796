import { z } from 'zod'
import {
  cadence,
  duration,
  group,
  listOf,
  matching,
  name,
  named,
  orEmpty,
  strict,
  text,
  user,
} from './words.ts'

const severity = orEmpty(
  strict({
    name: text.optional(),
    aliases: listOf(name, 'aliases').optional(),
    criteria: text.optional(),
    updateEvery: cadence.optional(),
  }),
)

export const incidents = strict({
  channelPrefix: matching(
    /^[a-z0-9][a-z0-9-]{0,19}$/,
    'at most 20 lower-case letters, digits and hyphens',
  ).default('inc'),
  invite: orEmpty(
    strict({ group: group.optional(), users: listOf(user, 'Slack member ids').default([]) }),
  ).prefault({}),
  severities: named(severity).optional(),
  nudgeBefore: duration.default(180_000),
  monitoringFactor: z
    .number({ error: 'a number from 1 to 10' })
    .min(1, { error: 'a number from 1 to 10' })
    .max(10, { error: 'a number from 1 to 10' })
    .default(2),
  defaultSeverity: name.optional(),
})
