/** Calls of one version of one thing during the watch. */
export type Traffic = { calls: number; errors: number; p95Ms: number | null }

export type WatchPolicy = {
  /** How long a release is watched after it went live; milliseconds. */
  duration: number
  /** Share of failing calls that is bad by itself, for example 0.05. */
  maxErrorRate: number
  /** How many times the old version's error rate the new one may have. */
  maxErrorFactor: number
  /** How many times slower than the old version (p95) the new one may be. */
  maxSlowdown: number
  /** Fewer calls than this prove nothing. */
  minCalls: number
}

export type Comparison = { what: string; before: Traffic | null; after: Traffic }

export type Verdict = {
  is: 'pass' | 'fail' | 'inconclusive'
  /** One sentence for each thing that speaks against the release, or that is not known. */
  because: string[]
  comparisons: Comparison[]
}

/** One or two failures among few calls are a blip, and no reason to take a release back. */
const minErrors = 3

/** Among fewer calls, the p95 is the one that met a cold start. */
const minTimedCalls = 20

/** Below this many milliseconds of p95, nobody notices a slowdown, and jitter looks like one. */
const noticeableMs = 250

/**
 * Judges the new version against the old. One failure fails; too little traffic anywhere is inconclusive. Slowness is
 * judged only when the watch is over: a version that has just started is slow.
 */
export function judge(comparisons: Comparison[], policy: WatchPolicy, isOver: boolean): Verdict {
  const failures = comparisons.flatMap((comparison) => [
    ...errorsOf(comparison, policy),
    ...(isOver ? slownessOf(comparison, policy) : []),
  ])
  if (failures.length > 0) return { is: 'fail', because: failures, comparisons }
  const unknown = comparisons.flatMap((comparison) => unknownOf(comparison, policy))
  const nothing = comparisons.length === 0 ? ['There was nothing to compare.'] : []
  const because = [...unknown, ...nothing]
  return { is: because.length > 0 ? 'inconclusive' : 'pass', because, comparisons }
}

/** Where the version before fails a great deal as well, something else is broken, which tells nothing of the new one. */
const brokenRate = 0.2

function unknownOf({ what, before, after }: Comparison, policy: WatchPolicy): string[] {
  if (after.calls < policy.minCalls)
    return [
      `${what} had ${after.calls} ${after.calls === 1 ? 'call' : 'calls'}, and ${policy.minCalls} are needed to judge it.`,
    ]
  const rateBefore = before && before.calls > 0 ? before.errors / before.calls : 0
  if (after.errors / after.calls <= policy.maxErrorRate || rateBefore < brokenRate) return []
  return [
    `${what} failed ${after.errors} of ${after.calls} calls, and the version before failed ${percent(rateBefore)} of its own: something else is broken.`,
  ]
}

function errorsOf({ what, before, after }: Comparison, policy: WatchPolicy): string[] {
  if (after.calls < policy.minCalls || after.errors < minErrors) return []
  const rate = after.errors / after.calls
  const rateBefore = before && before.calls > 0 ? before.errors / before.calls : 0
  if (rate <= policy.maxErrorRate || rate <= rateBefore * policy.maxErrorFactor) return []
  const compared = before && before.calls > 0 ? `, before ${percent(rateBefore)}` : ''
  return [`${what} failed ${after.errors} of ${after.calls} calls (${percent(rate)}${compared}).`]
}

function slownessOf({ what, before, after }: Comparison, policy: WatchPolicy): string[] {
  if (!before?.p95Ms || !after.p95Ms || after.calls < Math.max(policy.minCalls, minTimedCalls)) return []
  if (after.p95Ms <= noticeableMs || after.p95Ms <= before.p95Ms * policy.maxSlowdown) return []
  return [`${what} became slow: p95 ${Math.round(after.p95Ms)} ms, before ${Math.round(before.p95Ms)} ms.`]
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
