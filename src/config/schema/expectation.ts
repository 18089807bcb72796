import { z } from 'zod'
import { matching, text } from './words.ts'

const jsonWords = 'a text, a number, true, false or null'
/** What the body of an answer must be like. */
export const bodyExpectation = {
  contains: text.optional(),
  json: z
    .record(
      matching(/^[^.\s]+(?:\.[^.\s]+)*$/, 'a path such as items.0.name'),
      z.union([z.string(), z.number(), z.boolean(), z.null()], { error: jsonWords }),
      { error: 'a group of paths, each with the value that the answer’s JSON must hold' },
    )
    .optional(),
}

/** By lower-case name, a text that the header must hold. */
export const headers = z
  .record(text.toLowerCase(), text, { error: 'a group of header names, each with a text' })
  .default({})
