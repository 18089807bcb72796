import { matching, orEmpty, strict } from './words.ts'

const emojiWords = 'the name of an emoji without colons, such as pushpin, or none'

/** How messages come into a timeline by a reaction. */
export const capture = orEmpty(
  strict({
    emoji: matching(/^[a-z0-9_+'-]{1,100}$/, emojiWords)
      .transform((emoji) => (emoji === 'none' ? null : emoji))
      .default('pushpin'),
  }),
)
