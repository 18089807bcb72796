import { duration, listOf, matching, name, orEmpty, strict } from './words.ts'

const emojiWords = 'the name of an emoji without colons, such as pushpin, or none'

/** How messages come into a timeline by a reaction. */
export const capture = orEmpty(
  strict({
    emoji: matching(/^[a-z0-9_+'-]{1,100}$/, emojiWords)
      .transform((emoji) => (emoji === 'none' ? null : emoji))
      .default('pushpin'),
  }),
)

/** Environments that people depend on. */
export const production = listOf(name, 'environments')

/** Where the cause of an incident is looked for. */
export const suspects = orEmpty(strict({ window: duration.default(6 * 60 * 60_000) }))

/** Levels at which the commander's word is enough for a rollback. */
export const shortenedApproval = listOf(name, 'severities')
