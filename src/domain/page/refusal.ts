import type { Publishers } from '../updates/update-policy.ts'

/** Why something about the public page was not done. */
export type PageRefusal =
  | { refused: 'no-status-page' }
  /** `unknown` is why nobody can tell who is in the group. */
  | { refused: 'may-not-announce'; who: Publishers; unknown: string | null }
  | { refused: 'no-such-maintenance'; id: string }
  | { refused: 'maintenance-over'; id: number }
  /** `isBackwards`: it would end before it began; else it would last too long. */
  | { refused: 'no-such-span'; from: string; to: string; isBackwards: boolean; mostDays: number }
