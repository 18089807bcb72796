import { TaskCancelledError } from 'cockatiel'
import { z } from 'zod'
import { UpstreamError } from '../domain/errors.ts'

/** What an outside service's own client made of a failed call; `said` is the service's own sentence. */
export type Failed = { status: number; said?: string | undefined; retryAfterMs?: number | undefined }

export type OutsideService = {
  name: string
  /** The variable that holds its token, so that a refused token can be found. */
  secret: string
  /** Where it tells about its own outages. */
  statusPage: string
  /** Reads a failure of the service's client; undefined where no answer came back. */
  read: (error: unknown) => Failed | undefined
}

/** A call that was made: `what` ends the sentence "GitHub could not …". */
export type Sent = { service: OutsideService; what: string; isAct: boolean; timeoutMs: number }

/** Puts any failure of a call into words. Neither the message nor the cause holds a request, and so no token. */
export function toUpstreamError(sent: Sent, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error
  if (error instanceof z.ZodError) return unreadable(sent, error.issues[0]?.path.join('.') || 'the top')
  if (error instanceof SyntaxError) return unreadable(sent, 'the top, which is no JSON')
  const failed = sent.service.read(error)
  return failed ? refused(sent, failed) : unanswered(sent, error)
}

/** The service failed so often that nothing is sent to it for a while. */
export function pausedError({ service, what }: Sent, forMs: number): UpstreamError {
  const message = `${service.name} could not ${what}: it failed several times in a row, so nothing is sent to it for ${forMs / 1000} s. ${seeStatus(service)}`
  return new UpstreamError(message, { service: service.name, isRetryable: true, retryAfterMs: forMs })
}

function refused({ service, what, isAct }: Sent, failed: Failed): UpstreamError {
  const { status, retryAfterMs } = failed
  const isOutage = status >= 500 || status === 408
  const isLimit = status === 429 || retryAfterMs !== undefined
  return new UpstreamError(
    `${service.name} could not ${what}: ${because(service, failed, isOutage, isLimit)}`,
    {
      service: service.name,
      isRetryable: isOutage || isLimit,
      isUncertain: isAct && isOutage,
      retryAfterMs,
      code: String(status),
      cause: new Error(`HTTP ${status}`),
    },
  )
}

function because(service: OutsideService, failed: Failed, isOutage: boolean, isLimit: boolean): string {
  const { status, said, retryAfterMs } = failed
  const words = said ? `“${said}” (${status})` : `status ${status}`
  if (status === 401)
    return `it refused the token: ${words}. Put a valid one into ${service.secret} and restart.`
  if (isLimit) return `too many calls: ${words}. Wait ${waitText(retryAfterMs)}.`
  if (isOutage) return `it answered ${words}. ${seeStatus(service)}`
  if (status === 403) return `${words}. Give the token in ${service.secret} the permission for it.`
  if (status === 404)
    return `${words}. Look whether the name is right and the token in ${service.secret} may see it.`
  return `it answered ${words}.`
}

const waitText = (ms: number | undefined): string =>
  ms === undefined ? 'a minute' : `${Math.ceil(ms / 1000)} s`

const seeStatus = (service: OutsideService): string => `If it goes on, look at ${service.statusPage}.`

function unreadable({ service, what, isAct }: Sent, where: string): UpstreamError {
  const message = `${service.name} could not ${what}: its answer is not as documented, at ${where}. Look whether its address is right and Pilothouse is up to date.`
  return new UpstreamError(message, {
    service: service.name,
    isRetryable: false,
    isUncertain: isAct,
    code: 'unreadable',
  })
}

/** Codes of errors that happen before anything was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function unanswered({ service, what, isAct, timeoutMs }: Sent, error: unknown): UpstreamError {
  const isLate = error instanceof TaskCancelledError
  const code = isLate ? 'timeout' : (codeOf(error) ?? 'connection lost')
  const why = isLate ? `it did not answer within ${timeoutMs / 1000} s` : `no answer came (${code})`
  return new UpstreamError(`${service.name} could not ${what}: ${why}. ${seeStatus(service)}`, {
    service: service.name,
    isRetryable: true,
    isUncertain: isAct && !neverSent.has(code),
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
