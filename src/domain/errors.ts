/** An outside service could not do what was asked: an outage, a limit, or a refusal of its own. */
export class UpstreamError extends Error {
  readonly service: string
  /** True where the same request may succeed later. */
  readonly isRetryable: boolean
  readonly retryAfterMs: number | undefined
  /** True where nobody knows whether the request took effect: observe before trying again. */
  readonly isUncertain: boolean
  /** The service's own word for it, for example `channel_not_found`. */
  readonly code: string | undefined

  constructor(
    message: string,
    facts: {
      service: string
      isRetryable: boolean
      isUncertain?: boolean
      retryAfterMs?: number | undefined
      code?: string | undefined
      cause?: unknown
    },
  ) {
    super(message, { cause: facts.cause })
    this.name = 'UpstreamError'
    this.service = facts.service
    this.isRetryable = facts.isRetryable
    this.isUncertain = facts.isUncertain ?? false
    this.retryAfterMs = facts.retryAfterMs
    this.code = facts.code
  }
}

/** The process cannot start; the message is the one sentence that the person who started it reads. */
export class StartupError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartupError'
  }
}
