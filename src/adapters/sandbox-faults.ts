import { z } from 'zod'
import { UpstreamError } from '../domain/errors.ts'
import type { SwitchFault } from '../ports.ts'

const timeoutMs = 10_000
const faults = z.record(z.string(), z.boolean())

/**
 * The sandbox's switches for faults, where Slack is the sandbox's: null where it is the real one, so that no drill can
 * break anything there. Throws `UpstreamError`.
 */
export function createSwitchFault(slackApiUrl: string): SwitchFault | null {
  const { hostname, pathname } = new URL(slackApiUrl)
  if (hostname !== '127.0.0.1' || !pathname.endsWith('/slack/api/')) return null
  const url = `${slackApiUrl.slice(0, -'/slack/api/'.length)}/sandbox/faults`
  return {
    async perform(_key, { name, isOn }) {
      const answer = await send(url, { method: 'POST', body: JSON.stringify({ name, on: isOn }) })
      if (answer.status === 400) return { seen: 'failed', reason: `The sandbox knows no fault “${name}”.` }
      if (!answer.ok) throw unreachable(answer.status)
      return { seen: 'done', outcome: {} }
    },
    async observe(_key, { name, isOn }) {
      const answer = await send(url, {})
      if (!answer.ok) throw unreachable(answer.status)
      const now = faults.parse(await answer.json())
      return now[name] === isOn ? { seen: 'done', outcome: {} } : { seen: 'absent' }
    },
  }
}

function send(url: string, request: RequestInit): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(url, { ...request, headers, signal: AbortSignal.timeout(timeoutMs) }).catch(
    (error: unknown) => {
      throw unreachable(error)
    },
  )
}

const unreachable = (cause: unknown): UpstreamError =>
  new UpstreamError('The sandbox did not answer.', { service: 'The sandbox', isRetryable: true, cause })
