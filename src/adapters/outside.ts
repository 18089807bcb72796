import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import type { z } from 'zod'
import { UpstreamError } from '../domain/errors.ts'
import { timedCall } from './timed-call.ts'
import { type OutsideService, pausedError, toUpstreamError } from './upstream-error.ts'

/** `what` ends the sentence "GitHub could not …"; the answer is parsed, and only what the schema names is kept. */
export type Call<Answer> = <T>(
  what: string,
  schema: z.ZodType<T>,
  call: (signal: AbortSignal) => Promise<Answer>,
) => Promise<T>

export type Outside = {
  /** A question: asked again when the service stumbles. */
  ask: Call<unknown>
  /** Something that must not happen twice: sent once. A lost answer is an error with `isUncertain`. */
  act: Call<unknown>
}

/** `repeats` is how often a question is asked again. */
export type OutsideOptions = { repeats?: number; timeoutMs?: number | undefined }

const defaultTimeoutMs = 10_000
const breakMs = 10_000
const outagesUntilBreak = 6

/**
 * Calls to one outside service: each attempt ends after 10 s, questions are repeated twice, and after six outages in
 * a row nothing is sent for 10 s. Throws only `UpstreamError`.
 */
export function createOutside(service: OutsideService, options: OutsideOptions = {}): Outside {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const breaker = circuitBreaker(outage, {
    halfOpenAfter: breakMs,
    breaker: new ConsecutiveBreaker(outagesUntilBreak),
  })
  const limited = timeout(timeoutMs, TimeoutStrategy.Aggressive)
  const backoff = new ExponentialBackoff({ initialDelay: 200, maxDelay: 1000 })
  const repeated = wrap(retry(outage, { maxAttempts: options.repeats ?? 2, backoff }), breaker)
  const through = (policy: typeof breaker | typeof repeated, isAct: boolean): Call<unknown> => {
    return (what, schema, call) => {
      const sent = { service, what, isAct, timeoutMs }
      const attempt = async () =>
        await timedCall(service.name, async () => {
          try {
            return schema.parse(await limited.execute(({ signal }) => call(signal)))
          } catch (error) {
            throw toUpstreamError(sent, error)
          }
        })
      return policy.execute(attempt).catch((error: unknown) => {
        throw error instanceof BrokenCircuitError ? pausedError(sent, breakMs) : error
      })
    }
  }
  return { ask: through(repeated, false), act: through(breaker, true) }
}

/** A limit is no outage: the service works, and says when to come back. */
const outage = handleWhen(
  (error) =>
    error instanceof UpstreamError &&
    error.isRetryable &&
    error.retryAfterMs === undefined &&
    error.code !== '429',
)
