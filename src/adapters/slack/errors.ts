import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { UpstreamError } from '../../domain/errors.ts'
import { inWords } from './error-words.ts'

/** Platform errors that may pass by themselves. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
])

/** People put these right with a new token; what waits for Slack goes on waiting. */
const mendable = new Set(['not_authed', 'invalid_auth', 'token_expired', 'token_revoked', 'account_inactive'])

/** Slack says of these that part of the operation may have succeeded. */
const uncertain = new Set(['internal_error', 'fatal_error'])

/** Failures that happen before a byte of the request has left. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Turns whatever a call to Slack threw into an `UpstreamError`; `channel` is named in the sentence. */
export function asUpstream(error: unknown, method: string, channel?: string): UpstreamError {
  if (error instanceof UpstreamError) return error
  if (error instanceof WebAPIPlatformError) return refused(error.data.error, channel, error)
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter * 1000, error)
  if (error instanceof WebAPIHTTPError) return badStatus(error.statusCode)
  if (error instanceof WebAPIRequestError) return unreachable(error.original)
  return upstream(`Slack's answer to ${method} could not be understood.`, {
    code: 'unexpected_answer',
    isRetryable: true,
    isUncertain: true,
    cause: error,
  })
}

export function refused(code: string, channel: string | undefined, cause?: unknown): UpstreamError {
  return upstream(inWords(code, channel), {
    code,
    isRetryable: passing.has(code) || mendable.has(code),
    isUncertain: uncertain.has(code),
    cause,
  })
}

export function rateLimited(retryAfterMs: number, cause?: unknown): UpstreamError {
  const seconds = Math.ceil(retryAfterMs / 1000)
  return upstream(`Slack is limiting how often Pilothouse may call it; it asks to wait ${seconds} s.`, {
    code: 'ratelimited',
    isRetryable: true,
    retryAfterMs,
    cause,
  })
}

/** An HTTP status other than 200 and 429. The body is left out: it is a page for people, and may be long. */
export function badStatus(status: number): UpstreamError {
  return upstream(`Slack answered with HTTP ${status} instead of a result.`, {
    code: `http_${status}`,
    isRetryable: status >= 500 || status === 408,
    isUncertain: status >= 500 || status === 408,
  })
}

/** No answer at all: refused, cut off, or too late. */
export function unreachable(error: Error): UpstreamError {
  const isLate = error.name === 'TimeoutError'
  return upstream(isLate ? 'Slack did not answer in time.' : 'Slack could not be reached.', {
    code: isLate ? 'timeout' : 'unreachable',
    isRetryable: true,
    isUncertain: !wasNeverSent(error),
    cause: error,
  })
}

function wasNeverSent(error: Error): boolean {
  const codes = [error, error.cause].map((one) => (one as { code?: unknown } | undefined)?.code)
  return codes.some((code) => typeof code === 'string' && neverSent.has(code))
}

type Facts = Omit<ConstructorParameters<typeof UpstreamError>[1], 'service'>

function upstream(message: string, facts: Facts): UpstreamError {
  return new UpstreamError(message, { service: 'Slack', ...facts })
}
