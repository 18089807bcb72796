import type { FetchFunction } from '@slack/web-api'
import { unreachable } from './errors.ts'

type Options = { slackApiUrl: string; fetch?: FetchFunction | undefined }

/**
 * How many milliseconds Slack's clock is ahead of this machine's, by the date that stands on every answer: exact to a
 * second. Throws `UpstreamError`.
 */
export async function clockOffset({ slackApiUrl, fetch = globalThis.fetch }: Options): Promise<number> {
  const asked = Date.now()
  try {
    const response = await fetch(`${slackApiUrl}api.test`, {
      method: 'POST',
      signal: AbortSignal.timeout(5000),
    })
    await response.text()
    const said = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(said)) throw new Error('Slack did not say what time it is.')
    // The date leaves the milliseconds out, so on average half a second is missing.
    return said + 500 - (asked + Date.now()) / 2
  } catch (error) {
    throw unreachable(error instanceof Error ? error : new Error(String(error)))
  }
}
