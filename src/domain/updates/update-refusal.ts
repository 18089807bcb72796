import type { UserId } from '../people.ts'
import type { KeptBecause, PublicState, PublicUpdate } from './public-update.ts'
import type { Publishers } from './update-policy.ts'

/** Why something about an incident's updates was not done. `may` is what only the commander may do. */
export type UpdateRefusal =
  | { refused: 'only-the-commander'; id: number; may: string; commander: UserId }
  | { refused: 'not-public'; id: number; because: KeptBecause }
  | { refused: 'public-text-too-long'; length: number; most: number }
  /** `unknown` is why nobody can tell who is in the group. */
  | { refused: 'may-not-publish'; id: number; who: Publishers; unknown: string | null }
  | { refused: 'no-public-update'; publicId: number }
  | { refused: 'public-update-decided'; publicId: number; decision: NonNullable<PublicUpdate['decision']> }
  | { refused: 'public-update-outdated'; id: number; publicId: number; was: PublicState; now: PublicState }
