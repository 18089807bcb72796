type Planned = { error: string } | '429' | 'silence'

/** Failures that a test has ordered for the next calls of a method. */
export type FailurePlan = {
  /** `failure` is Slack's name of an error, or `429`, or `silence`: nothing is done and no answer comes. */
  failNext(method: string, failure: string, times?: number): void
  /** The calls are carried out, but their connection breaks before the answer. */
  failAfterActing(method: string, times?: number): void
  take(method: string): Planned | undefined
  takeLoss(method: string): boolean
}

export function failurePlan(): FailurePlan {
  const failures = new Map<string, Planned[]>()
  const losses = new Map<string, number>()
  return {
    failNext(method, failure, times = 1) {
      const planned = failure === '429' || failure === 'silence' ? failure : { error: failure }
      failures.set(method, [...(failures.get(method) ?? []), ...Array<Planned>(times).fill(planned)])
    },
    failAfterActing(method, times = 1) {
      losses.set(method, (losses.get(method) ?? 0) + times)
    },
    take: (method) => failures.get(method)?.shift(),
    takeLoss(method) {
      const left = losses.get(method) ?? 0
      if (left > 0) losses.set(method, left - 1)
      return left > 0
    },
  }
}
