import { named, text } from './words.ts'

/** What each role is there for, by its name. */
export const roles = named(text)
