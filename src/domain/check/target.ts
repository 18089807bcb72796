import type { BodyExpectation } from '../deployment/expectation.ts'

/** What is looked at, and what is expected of it. All durations are milliseconds. */
export type CheckTarget =
  | HttpTarget
  | ThirdPartyTarget
  | FunctionTarget
  | DatabaseTarget
  | SqlTarget
  | SupabaseHealthTarget
  | VercelTarget
  | McpTarget

export type CheckKind = CheckTarget['kind']

/** Common to all that is called over HTTP. */
type Called = {
  url: string
  /** Sent with the request. */
  send: Record<string, string>
  /** Private addresses are refused, unless they are meant. */
  allowPrivate: boolean
}

/** An answer that comes later than this is a warning. */
type Paced = { slowerThan?: number | undefined }

type Answered = Called &
  Paced &
  BodyExpectation & {
    method: string
    body?: string | undefined
    status: number[]
    /** By lower-case name, a text that the header must hold. */
    headers: Record<string, string>
    /** How many redirects are followed. */
    follow: number
    /** A certificate that ends in fewer days is as bad as no answer. */
    certificateDays: number
  }

type HttpTarget = Answered & { kind: 'http' }

/** An API of somebody else's, which is called with a key of the team's. */
type ThirdPartyTarget = Answered & {
  kind: 'third-party'
  quota?: QuotaPolicy | undefined
  expires?: ExpiryPolicy | undefined
}

/** By lower-case names of headers. `warnBelow` is a share from 0 to 1, which needs a limit. */
export type QuotaPolicy = { remaining: string; limit?: string | undefined; warnBelow: number }

/** Where the answer says until when the key is good: a header, or a path into its JSON. `within` is in days. */
export type ExpiryPolicy = { header?: string | undefined; json?: string | undefined; within: number }

/** A Supabase Edge Function, called as people call it. */
type FunctionTarget = BodyExpectation &
  Paced & {
    kind: 'function'
    project: string
    function: string
    method: string
    body?: string | undefined
    status: number
    /** A test user to sign in as; null calls with the anonymous key. */
    session: { email: string; password: string } | null
  }

/** `select 1` in one of the configured databases. */
type DatabaseTarget = Paced & { kind: 'database'; database: string }

/** A question to a configured database. `column` is one of the first row; the number of rows counts where it is undefined. */
type SqlTarget = Paced & {
  kind: 'sql'
  database: string
  query: string
  column?: string | undefined
  expect: Bounds
}

/** Between what a number must be, bounds themselves excluded. */
export type Bounds = { above?: number | undefined; below?: number | undefined; equals?: number | undefined }

type SupabaseHealthTarget = { kind: 'supabase-health'; project: string; services: string[] }

/** What Vercel says is live, and the address that people open. */
type VercelTarget = Paced & { kind: 'vercel'; allowPrivate: boolean }

/** A server of the Model Context Protocol; `tools` are those that it must offer. */
type McpTarget = Called & Paced & { kind: 'mcp'; tools: string[] }
