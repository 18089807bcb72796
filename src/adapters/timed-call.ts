import { UpstreamError } from '../domain/errors.ts'
import { type OutsideCall, tellOutsideCall } from '../ports/outside-calls.ts'

/** Makes one call to somebody outside, and tells how long it took and how it went. */
export async function timedCall<Answer>(service: string, call: () => Promise<Answer>): Promise<Answer> {
  const began = performance.now()
  const tell = (result: OutsideCall['result']) =>
    tellOutsideCall({ service: service.toLowerCase(), result, seconds: (performance.now() - began) / 1000 })
  try {
    const answer = await call()
    tell('ok')
    return answer
  } catch (error) {
    tell(isLimit(error) ? 'limited' : 'failed')
    throw error
  }
}

const isLimit = (error: unknown): boolean =>
  error instanceof UpstreamError && (error.code === '429' || error.retryAfterMs !== undefined)
