import type { BodyExpectation } from '../deployment/expectation.ts'

/** What is looked at, and what is expected of it. All durations are milliseconds. */
export type CheckTarget = HttpTarget | DatabaseTarget
export type CheckKind = CheckTarget['kind']

/** Common to all that is called over HTTP. */
type Called = {
  url: string
  /** Sent with the request. */
  send: Record<string, string>
  /** Private addresses are refused, unless they are meant. */
  allowPrivate: boolean
}

type HttpTarget = Called &
  BodyExpectation & {
    kind: 'http'
    method: string
    body?: string | undefined
    status: number[]
    /** By lower-case name, a text that the header must hold. */
    headers: Record<string, string>
    /** How many redirects are followed. */
    follow: number
    /** Slower answers are a warning. */
    slowerThan?: number | undefined
    /** A certificate that ends in fewer days is as bad as no answer. */
    certificateDays: number
  }

/** `select 1` in one of the configured databases. */
type DatabaseTarget = { kind: 'database'; database: string }
