import { createHmac, timingSafeEqual } from 'node:crypto'

export type SignedRequest = { signature: string | null; timestamp: string | null; body: Uint8Array }

const oldestSeconds = 5 * 60
/** Clocks differ a little; a request from further ahead was signed to be kept and replayed. */
const furthestAheadSeconds = 60

/**
 * Why a request cannot be taken for Slack's, or undefined where it can.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function whyNotSlacks(request: SignedRequest, signingSecret: string, now: Date): string | undefined {
  const { signature, timestamp, body } = request
  if (!signature || !timestamp) return 'it is not signed'
  if (!/^\d{1,12}$/.test(timestamp)) return 'its timestamp is not a number'
  const age = now.getTime() / 1000 - Number(timestamp)
  if (age > oldestSeconds) return 'it is older than 5 minutes'
  if (age < -furthestAheadSeconds) return 'it is dated more than a minute ahead'
  const expected = sign(signingSecret, timestamp, body)
  return isSame(expected, signature) ? undefined : 'its signature is wrong'
}

export function sign(signingSecret: string, timestamp: string, body: Uint8Array | string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')}`
}

function isSame(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)]
  return left.length === right.length && timingSafeEqual(left, right)
}
