import { UpstreamError } from '../domain/errors.ts'
import type { Probe } from '../ports.ts'

const maxBytes = 64 * 1024

/** One GET without cache; redirects are answers, not roads: a smoke test says which status it expects. */
export const probe: Probe = async (url, timeoutMs, headers = {}) => {
  const begun = performance.now()
  try {
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { ...headers, 'cache-control': 'no-cache', 'user-agent': 'pilothouse' },
    })
    const body = await readStart(answer)
    const latencyMs = performance.now() - begun
    return { status: answer.status, latencyMs, body, headers: Object.fromEntries(answer.headers) }
  } catch (error) {
    const host = URL.canParse(url) ? new URL(url).host : 'the address'
    const message = `${host} gave no answer within ${timeoutMs / 1000} s.`
    throw new UpstreamError(message, { service: host, isRetryable: true, cause: error })
  }
}

/** Reads up to 64 KB and lets go of the rest, so that an endless body can't hold the worker. */
async function readStart(answer: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length
    text += decoder.decode(chunk, { stream: true })
    if (bytes >= maxBytes) break
  }
  return text
}
