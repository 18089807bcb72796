/** The same payloads as signed HTTP requests. https://docs.slack.dev/authentication/verifying-requests-from-slack */
import { createHmac, randomBytes } from 'node:crypto'
import { isDict } from './rules.ts'
import type { Delivery, Envelope, Transport } from './workspace.ts'

export type HttpModeOptions = {
  /** Where the app takes commands, interactions and events. */
  requestUrl: string
  signingSecret: string
  ackMs: number
  now: () => Date
}

export type HttpMode = Transport & {
  /** Slack's handshake when a request URL is entered; true where the app gives the challenge back. */
  verifyUrl(): Promise<boolean>
}

export function httpMode(options: HttpModeOptions): HttpMode {
  return {
    isConnected: () => true,
    deliver(envelope, retry) {
      const retryHeaders: Record<string, string> = retry
        ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }
        : {}
      return post(options, bodyOf(envelope), retryHeaders)
    },
    async verifyUrl() {
      const challenge = randomBytes(12).toString('hex')
      const body = JSON.stringify({
        type: 'url_verification',
        token: 'sandbox-verification-token',
        challenge,
      })
      const delivery = await post(options, { body, contentType: 'application/json' })
      if (delivery.outcome !== 'acked') return false
      const { response } = delivery
      return isDict(response) && (response.challenge === challenge || response.text === challenge)
    },
  }
}

type Body = { body: string; contentType: string }

function bodyOf({ type, payload }: Envelope): Body {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' }
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : textFields(payload)
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' }
}

function textFields(payload: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value ?? '')]))
}

async function post(
  { requestUrl, signingSecret, ackMs, now }: HttpModeOptions,
  { body, contentType }: Body,
  headers: Record<string, string> = {},
): Promise<Delivery> {
  const timestamp = String(Math.floor(now().getTime() / 1000))
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  try {
    const response = await fetch(requestUrl, {
      method: 'POST',
      body,
      headers: {
        ...headers,
        'content-type': contentType,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      signal: AbortSignal.timeout(ackMs),
    })
    const text = await response.text()
    return response.ok ? { outcome: 'acked', response: responseOf(text) } : { outcome: 'refused' }
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError'
    return { outcome: isTimeout ? 'timeout' : 'dropped' }
  }
}

function responseOf(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return { text }
  }
}
