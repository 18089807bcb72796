import { z } from 'zod'
import { cadence, group, listOf, name, orEmpty, strict, text, user } from './words.ts'

/** A Slack user group, single people, or both. */
export const people = orEmpty(
  strict({ group: group.optional(), users: listOf(user, 'Slack member ids').default([]) }),
)

const yesOrNo = z.boolean({ error: 'true or false' })

/** One level; what is left out is taken from the default of the same name. */
export const severity = orEmpty(
  strict({
    name: text.optional(),
    aliases: listOf(name, 'aliases').optional(),
    criteria: text.optional(),
    updateEvery: cadence.optional(),
    respondWithin: cadence.optional(),
    invite: people.optional(),
    pages: yesOrNo.optional(),
    tells: strict({ stakeholders: yesOrNo, public: yesOrNo }).optional(),
    locksDeployments: yesOrNo.optional(),
    monitorFor: cadence.optional(),
  }),
)
