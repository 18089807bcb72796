import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import { z } from 'zod'
import { UpstreamError } from '../domain/errors.ts'

/** What an outside service's own client made of a failed call; `said` is the service's own sentence. */
export type Failed = {
  status?: number | undefined
  said?: string | undefined
  retryAfterMs?: number | undefined
}

export type OutsideService = {
  name: string
  /** The variable that holds its token, so that a refused token can be found. */
  secret: string
  /** Reads a failure of the service's client; undefined where nothing came back at all. */
  read: (error: unknown) => Failed | undefined
}

export type Outside = {
  /** A question: asked again when the service stumbles. */
  ask: Call<unknown>
  /** Something that must not happen twice: sent once. A lost answer is an error with `isUncertain`. */
  act: Call<unknown>
}

/** `what` ends the sentence "GitHub could not …"; the answer is parsed, and only what the schema names is kept. */
export type Call<Answer> = <T>(
  what: string,
  schema: z.ZodType<T>,
  call: (signal: AbortSignal) => Promise<Answer>,
) => Promise<T>

export const callTimeoutMs = 10_000
const breakMs = 10_000

/**
 * Calls to one outside service: each attempt ends after 10 s, questions are repeated twice, and after six outages in
 * a row nothing is sent for 10 s. Throws only `UpstreamError`.
 */
export function createOutside(
  service: OutsideService,
  options: { repeats?: number; timeoutMs?: number } = {},
): Outside {
  const outage = handleWhen((error) => error instanceof UpstreamError && error.isRetryable && !isLimit(error))
  const breaker = circuitBreaker(outage, { halfOpenAfter: breakMs, breaker: new ConsecutiveBreaker(6) })
  const limited = timeout(options.timeoutMs ?? callTimeoutMs, TimeoutStrategy.Aggressive)
  const backoff = new ExponentialBackoff({ initialDelay: 200, maxDelay: 1000 })
  const repeated = wrap(retry(outage, { maxAttempts: options.repeats ?? 2, backoff }), breaker)
  const attempt =
    <T>(
      isAct: boolean,
      what: string,
      schema: z.ZodType<T>,
      call: (signal: AbortSignal) => Promise<unknown>,
    ) =>
    async () => {
      try {
        return schema.parse(await limited.execute(({ signal }) => call(signal)))
      } catch (error) {
        throw toUpstreamError(service, what, isAct, error)
      }
    }
  const open = (what: string) => (error: unknown) => {
    throw error instanceof BrokenCircuitError ? pausedError(service, what) : error
  }
  return {
    ask: (what, schema, call) => repeated.execute(attempt(false, what, schema, call)).catch(open(what)),
    act: (what, schema, call) => breaker.execute(attempt(true, what, schema, call)).catch(open(what)),
  }
}

const isLimit = (error: UpstreamError): boolean => error.code === '429' || error.retryAfterMs !== undefined

function pausedError(service: OutsideService, what: string): UpstreamError {
  const message = `${service.name} could not ${what}: it failed several times in a row, so nothing is sent to it for ${breakMs / 1000} s. It is tried again after that.`
  return new UpstreamError(message, { service: service.name, isRetryable: true, retryAfterMs: breakMs })
}

function toUpstreamError(
  service: OutsideService,
  what: string,
  isAct: boolean,
  error: unknown,
): UpstreamError {
  if (error instanceof UpstreamError) return error
  if (error instanceof z.ZodError) return unreadable(service, what, isAct, error)
  const failed = service.read(error)
  if (failed?.status === undefined) return unreachable(service, what, isAct, error)
  const { status, retryAfterMs } = failed
  const isOutage = status >= 500 || status === 429 || status === 408 || retryAfterMs !== undefined
  return new UpstreamError(
    `${service.name} could not ${what}: ${because(service, status, failed.said, isOutage)}`,
    {
      service: service.name,
      isRetryable: isOutage,
      isUncertain: isAct && status >= 500,
      retryAfterMs,
      code: String(status),
      cause: new Error(`HTTP ${status}`),
    },
  )
}

function because(
  service: OutsideService,
  status: number,
  said: string | undefined,
  isOutage: boolean,
): string {
  const words = said ? `“${said}” (${status})` : `status ${status}`
  if (status === 401)
    return `it refused the token, ${words}. Put a valid one into ${service.secret} and restart.`
  if (isOutage) return `it answered ${words}. It is tried again.`
  if (status === 403)
    return `the token may not do that, ${words}. Give the token in ${service.secret} that permission.`
  if (status === 404)
    return `it has no such thing, or the token in ${service.secret} may not see it, ${words}.`
  return `it answered ${words}.`
}

function unreadable(service: OutsideService, what: string, isAct: boolean, error: z.ZodError): UpstreamError {
  const where = error.issues[0]?.path.join('.') || 'the whole of it'
  const why = `its answer is not what its documentation says, at ${where}. Look whether Pilothouse is up to date.`
  const facts = { service: service.name, isRetryable: false, isUncertain: isAct, code: 'unreadable' }
  return new UpstreamError(`${service.name} could not ${what}: ${why}`, {
    ...facts,
    cause: new Error(error.message),
  })
}

/** Codes of errors that happen before anything was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function unreachable(service: OutsideService, what: string, isAct: boolean, error: unknown): UpstreamError {
  const isLate = error instanceof TaskCancelledError
  const code = isLate ? 'timeout' : codeOf(error)
  const why = isLate
    ? `it did not answer within ${callTimeoutMs / 1000} s`
    : `there was no answer (${code ?? 'connection lost'})`
  return new UpstreamError(`${service.name} could not ${what}: ${why}. It is tried again.`, {
    service: service.name,
    isRetryable: true,
    isUncertain: isAct && !neverSent.has(code ?? ''),
    code,
    cause: new Error(error instanceof Error ? `${error.name}: ${error.message}` : 'The call failed.'),
  })
}

/** The system's error code, which fetch puts several causes deep. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 5) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause, depth + 1)
}
