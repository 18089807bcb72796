import { people } from './severity.ts'
import { duration, listOf, repository, strict, text, wholeNumber } from './words.ts'

const hourMs = 3_600_000
const steps = 'a whole number from 1 to 10'

/** How updates of incidents are promised; it stands beside their other settings. */
export const updates = {
  climbAfter: wholeNumber(1, 10, steps).default(1),
  relax: strict({
    after: duration.default(2 * hourMs),
    every: listOf(duration, 'durations')
      .min(1, { error: 'one or two durations, such as [30m, 1h]' })
      .max(2, { error: 'one or two durations, such as [30m, 1h]' })
      .default([hourMs / 2, hourMs]),
  }).prefault({}),
  issue: strict({ repository, labels: listOf(text, 'labels').default([]) }).optional(),
  public: strict({
    approvers: people.refine(({ group, users }) => group !== undefined || users.length > 0, {
      error: 'a group, users or both, or public must be left out',
    }),
  })
    .transform(({ approvers }) => approvers)
    .optional(),
}
