import { z } from 'zod'
import { people } from './severity.ts'
import { cadence, duration, listOf, matching, name, orEmpty, repository, strict, text } from './words.ts'

const pathWords = 'a path inside the repository, such as docs/postmortems'
/** Without a slash at its end. */
export const path = matching(/^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))[^\s\\]+$/, pathWords).transform((given) =>
  given.replace(/\/+$/, ''),
)

/** What is written down after an incident, and where. */
export const postmortem = orEmpty(
  strict({
    severities: listOf(name, 'severities').optional(),
    repository: repository.optional(),
    branch: text.default('main'),
    folder: path.default('docs/postmortems'),
    template: path.optional(),
    reviewWithin: duration.default(48 * 3_600_000),
    remindBefore: listOf(duration, 'durations').default([24 * 3_600_000, 3_600_000]),
    reviewers: people.prefault({}),
  }),
)

export const afterClosing = orEmpty(strict({ archiveAfter: cadence.default(null) }))

export const bookmarks = z.boolean({ error: 'true or false' }).default(true)
