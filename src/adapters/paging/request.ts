import { z } from 'zod'
import { RefusedRequest } from '../refused-request.ts'
import type { Failed } from '../upstream-error.ts'

/** One POST of JSON. Redirects are refusals: a page that is sent on elsewhere is told to whoever answers there. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    signal,
    redirect: 'manual',
    headers: { 'content-type': 'application/json', 'user-agent': 'pilothouse', ...headers },
  })
  const text = await response.text()
  if (!response.ok) throw new RefusedRequest(response, text)
  return text
}

export function readFailure(error: unknown): Failed | undefined {
  if (!(error instanceof RefusedRequest)) return undefined
  const seconds = Number(error.headers.get('retry-after'))
  const said = saidIn(error.body)
  return {
    status: error.status,
    said: said || undefined,
    retryAfterMs: seconds > 0 ? seconds * 1000 : undefined,
  }
}

const errorBody = z.object({ message: z.string(), errors: z.array(z.string()).default([]) })

/** PagerDuty's words, or the beginning of whatever else it is. */
function saidIn(body: string): string {
  try {
    const { message, errors } = errorBody.parse(JSON.parse(body))
    return [message, ...errors].join(': ')
  } catch {
    return body.replace(/\s+/g, ' ').trim().slice(0, 200)
  }
}
