import type { LockFacts } from '../refusal.ts'

/** What keeps a deployment whose approvals are complete from starting. */
export type Wait =
  | { for: 'deployment'; id: number; is: 'under-way' | 'before-it' }
  | { for: 'lock'; lock: LockFacts }
  /** Boxes that nobody has ticked yet. */
  | { for: 'checklist'; open: string[] }
  | { for: 'freeze'; name: string; until: Date }
  /** The time that was asked for. */
  | { for: 'time'; at: Date }

/** How the progress of an act begins that waits for GitHub's checks. */
export const waitingForChecks = 'waiting for '

/**
 * When to look again: once the first of these waits is over, since the card names them all. Null where each of them
 * ends by an event, which wakes whatever waits for it.
 */
export function waitsUntil(waits: readonly Wait[]): Date | null {
  const ends = waits.flatMap((wait) => endOf(wait)?.getTime() ?? [])
  return ends.length > 0 ? new Date(Math.min(...ends)) : null
}

function endOf(wait: Wait): Date | null {
  switch (wait.for) {
    case 'deployment':
    case 'checklist':
      return null
    case 'lock':
      return wait.lock.until === null ? null : new Date(wait.lock.until)
    case 'freeze':
      return wait.until
    case 'time':
      return wait.at
  }
}
