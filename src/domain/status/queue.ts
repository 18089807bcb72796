import type { UserId } from '../people.ts'

/** Work that was tried too often and laid aside. `reference` is what the log calls it by; `of` is what it was about. */
export type DeadLetter = { reference: string; work: string; of: string; attempts: number; at: Date }

/** Something that was to be done outside and was given up, with its reason. */
export type GivenUp = { subject: string; what: string; why: string; at: Date }

/** What became of a dead letter, and by whom. */
export type Settled = { letter: DeadLetter; isReplayed: boolean; by: UserId }
