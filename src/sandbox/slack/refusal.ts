/** A Web API call that Slack would answer with `ok: false`; `code` is Slack's own name for the reason. */
export class SlackRefusal extends Error {
  readonly code: string
  /** One line each, shown under `response_metadata.messages`. */
  readonly details: string[]
  readonly extra: Record<string, unknown>

  constructor(code: string, details: string[] = [], extra: Record<string, unknown> = {}) {
    super(`${code}${details.length > 0 ? `: ${details.join('; ')}` : ''}`)
    this.code = code
    this.details = details
    this.extra = extra
  }
}
