import type { UserId } from '../people.ts'

/** Why something about an incident's updates was not done. `may` is what only the commander may do. */
export type UpdateRefusal = { refused: 'only-the-commander'; id: number; may: string; commander: UserId }
