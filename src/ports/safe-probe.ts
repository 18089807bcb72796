/**
 * A request to an address that somebody configured. Addresses of machines that are not public are refused where
 * `allowPrivate` is not true; those of clouds' own metadata always are.
 */
export type SafeRequest = {
  url: string
  /** For the whole exchange, redirects and all. */
  timeoutMs: number
  method?: string | undefined
  body?: string | undefined
  /** Headers of the request; they are not sent on to another host. */
  send?: Record<string, string> | undefined
  /** How many redirects are followed, at most 5; 0 where the redirect is the answer. */
  follow?: number | undefined
  allowPrivate?: boolean | undefined
  /** Where the body is cut (64 KB). */
  mostBytes?: number | undefined
}

/** `certificateEndsAt` is null where the address has no certificate. */
export type SafeAnswer = {
  status: number
  latencyMs: number
  body: string
  headers: Record<string, string>
  certificateEndsAt: Date | null
}

/** Throws `UpstreamError`, whose message names the host alone: the rest of an address may be a key. */
export type SafeProbe = (request: SafeRequest) => Promise<SafeAnswer>

type McpRequest = Pick<SafeRequest, 'url' | 'timeoutMs' | 'send' | 'allowPrivate'> & {
  /** False: its tools are not asked for. */
  wantsTools: boolean
}

/**
 * Greets a server of the Model Context Protocol (initialize, then ping). `latencyMs` is that of the ping. Throws
 * `UpstreamError`.
 */
export type GreetMcp = (request: McpRequest) => Promise<{ latencyMs: number; tools: string[] }>
