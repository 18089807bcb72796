import type { Verdict } from '../../domain/deployment/verdict.ts'

/** How often each smoke test is called at one look: a version that fails one call in ten must show it in minutes. */
const callsPerLook = 3

export const repeated = <Test>(tests: readonly Test[]): Test[] =>
  tests.flatMap((test) => Array.from({ length: callsPerLook }, () => test))

/** What a look showed: the verdict where the watch is over or lost, else that it goes on. The card shows the figures. */
export function watchSighting(verdict: Verdict, isOver: boolean) {
  const progress = figures(verdict)
  if (isOver || verdict.is === 'fail') return { seen: 'done', outcome: verdict, progress } as const
  return { seen: 'pending', progress: `${progress} so far` } as const
}

function figures({ comparisons }: Verdict): string {
  const calls = comparisons.reduce((sum, { after }) => sum + after.calls, 0)
  const errors = comparisons.reduce((sum, { after }) => sum + after.errors, 0)
  return `${calls} calls, ${errors} failed`
}
