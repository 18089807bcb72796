import type { CheckNow } from './check-now.ts'

type Seen = { is: 'green' } | { is: 'red' | 'unknown'; why: string }

/**
 * What the checks of a place add to what a call of it just showed. One that fails makes it red; where the call can't tell,
 * checks that are all well do. One that is not confirmed yet says nothing.
 */
export function withChecks(called: Seen, checks: readonly CheckNow[]): Seen {
  const failing = checks.find(({ standing }) => standing === 'down' || standing === 'failing')
  if (called.is === 'red') return called
  if (failing)
    return { is: 'red', why: `the check ${failing.name} fails: ${failing.why ?? 'nobody knows why'}` }
  if (called.is === 'green') return called
  const known = checks.filter(({ standing }) => standing !== 'confirming')
  return known.length > 0 && known.every(({ standing }) => standing === 'up') ? { is: 'green' } : called
}
