import type { FetchFunction } from '@slack/web-api'
import { UpstreamError } from '../../domain/errors.ts'
import { badStatus, rateLimited, refused, unreachable } from './errors.ts'
import type { Shown } from './shown.ts'

export type ResponseUrls = {
  /** True where an address is one that Slack gives out; nothing is ever sent to another. */
  isSlacks(url: string): boolean
  /** Says something that only the person who asked sees; what they clicked in stays. Throws `UpstreamError`. */
  answer(url: string, shown: Shown): Promise<void>
}

export type ResponseUrlOptions = {
  slackApiUrl: string
  fetch?: FetchFunction | undefined
  timeoutMs?: number | undefined
}

const slacksOrigins = ['https://hooks.slack.com', 'https://hooks.slack-gov.com']

/** Addresses under which Slack takes answers to a command or click. They are secrets, so no error quotes one. */
export function createResponseUrls({
  slackApiUrl,
  fetch = globalThis.fetch,
  timeoutMs = 10_000,
}: ResponseUrlOptions): ResponseUrls {
  const origins = new Set([...slacksOrigins, new URL(slackApiUrl).origin])
  const isSlacks = (url: string) => URL.canParse(url) && origins.has(new URL(url).origin)
  return {
    isSlacks,
    async answer(url, shown) {
      if (!isSlacks(url)) throw notSlacks()
      const response = await send(fetch, url, shown, timeoutMs)
      if (response.status === 200) return
      if (response.status === 429) throw rateLimited(Number(response.headers.get('retry-after') ?? 1) * 1000)
      const code = /expired_url|used_url|invalid_blocks/.exec(await response.text().catch(() => ''))?.[0]
      throw code ? refused(code, undefined) : badStatus(response.status)
    },
  }
}

async function send(fetch: FetchFunction, url: string, shown: Shown, timeoutMs: number) {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...shown }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (error) {
    throw unreachable(error instanceof Error ? error : new Error(String(error)))
  }
}

function notSlacks(): UpstreamError {
  return new UpstreamError('The address for the answer is not one of Slack’s, so nothing was sent there.', {
    service: 'Slack',
    isRetryable: false,
    code: 'foreign_response_url',
  })
}
