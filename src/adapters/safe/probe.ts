import { UpstreamError } from '../../domain/errors.ts'
import type { SafeProbe } from '../../ports.ts'
import { type Opened, openSafely, type Trust } from './open.ts'
import { whyUnanswered } from './trouble.ts'

const usualBytes = 64 * 1024

/** Calls any address that a person may configure, without trusting it. */
export const createSafeProbe =
  (trust: Trust = {}): SafeProbe =>
  async ({ timeoutMs, mostBytes = usualBytes, ...request }) => {
    const begun = performance.now()
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const opened = await openSafely(request, signal, trust)
      const body = await readStart(opened, mostBytes)
      const { answer, certificateEndsAt } = opened
      const latencyMs = performance.now() - begun
      return {
        status: answer.statusCode ?? 0,
        latencyMs,
        body,
        headers: headersOf(opened),
        certificateEndsAt,
      }
    } catch (error) {
      if (error instanceof UpstreamError) throw error
      const host = URL.canParse(request.url) ? new URL(request.url).host : 'the address'
      const why = whyUnanswered(error, signal.aborted ? timeoutMs : null)
      throw new UpstreamError(`${host} ${why}.`, { service: host, isRetryable: true, cause: error })
    }
  }

/** Leaving the loop early destroys the connection, so that an endless body costs no more than its start. */
async function readStart({ answer }: Opened, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= maxBytes) break
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes))
}

const headersOf = ({ answer }: Opened): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : `${value}`,
    ]),
  )
