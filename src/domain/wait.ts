import type { LockFacts } from './refusal.ts'

/** What keeps a deployment whose approvals are complete from starting. */
export type Wait = { for: 'deployment'; id: number } | { for: 'lock'; lock: LockFacts }

/**
 * When to look again: once the last of these waits is over. Null where one of them ends by an event, which wakes
 * whatever waits for it.
 */
export function waitsUntil(waits: readonly Wait[]): Date | null {
  const ends = waits.map(endOf)
  if (ends.includes(null)) return null
  return new Date(Math.max(...ends.map((end) => end?.getTime() ?? 0)))
}

function endOf(wait: Wait): Date | null {
  switch (wait.for) {
    case 'deployment':
      return null
    case 'lock':
      return wait.lock.until === null ? null : new Date(wait.lock.until)
  }
}
