import { UpstreamError } from '../../domain/errors.ts'

/** Node's and Postgres's codes for a server that takes nothing: whatever was asked for did not happen. */
const neverAsked = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  '57P03',
  '53300',
])

/** Codes for a connection that ended under way; 57P01 and 57P02 come from a server that is shut down. */
const cutOff = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '08006'])

/** pg has no codes for these. */
const neverAskedWords = /timeout exceeded when trying to connect|connection timeout|not queryable/
const cutOffWords = /^Connection terminated|^Query read timeout/

/** What a lost database threw, as an error that people can be told; anything else stays what it is. */
export function asOutage(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UpstreamError) return error
  const code = 'code' in error ? String(error.code) : ''
  if (neverAsked.has(code) || neverAskedWords.test(error.message)) return away(error, false)
  return cutOff.has(code) || cutOffWords.test(error.message) ? away(error, true) : error
}

function away(cause: Error, isUncertain: boolean): UpstreamError {
  const facts = { service: 'its database', isRetryable: true, isUncertain, cause }
  return new UpstreamError('Pilothouse cannot reach its own database at the moment', facts)
}
