import type { Verdict } from '../../domain/verdict.ts'

/** How often each smoke test is called at one look: a version that fails one call in ten must show it in minutes. */
const callsPerLook = 3

export const repeated = <Test>(tests: readonly Test[]): Test[] =>
  tests.flatMap((test) => Array.from({ length: callsPerLook }, () => test))

/** What the card says while nothing speaks against the release. */
export function stillWatching({ comparisons }: Verdict): { seen: 'pending'; progress: string } {
  const calls = comparisons.reduce((sum, { after }) => sum + after.calls, 0)
  const errors = comparisons.reduce((sum, { after }) => sum + after.errors, 0)
  return { seen: 'pending', progress: `${calls} calls so far, ${errors} failed` }
}
