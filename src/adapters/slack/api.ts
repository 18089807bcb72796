import { type FetchFunction, WebClient } from '@slack/web-api'
import type { z } from 'zod'
import type { Log } from '../../ports.ts'
import { timedCall } from '../timed-call.ts'
import { boltLog } from './bolt-log.ts'
import { asUpstream } from './errors.ts'

/** Calls one Web API method and parses its answer. Throws `UpstreamError`; `channel` is only named in its sentence. */
export type SlackApi = <Shape extends z.ZodType>(
  method: string,
  args: Record<string, unknown>,
  shape: Shape,
  channel?: string,
) => Promise<z.infer<Shape>>

export type ApiOptions = {
  slackApiUrl: string
  log: Log
  timeoutMs?: number | undefined
  fetch?: FetchFunction | undefined
}

/** Sent a second time they would act a second time, or spend a trigger in vain. */
const neverRepeated = new Set([
  'auth.test',
  'chat.postMessage',
  'chat.postEphemeral',
  'bookmarks.add',
  'conversations.create',
  'files.completeUploadExternal',
  'views.open',
  'views.push',
])

/**
 * Slack's Web API with one bot token. Rate limits are never waited for here: a client that waits holds back every
 * other call, and the caller knows better whether a person is waiting.
 */
export function createApi(token: string, options: ApiOptions): SlackApi {
  const once = new WebClient(token, clientOptions(options, 0))
  const again = new WebClient(token, clientOptions(options, 2))
  return async (method, args, shape, channel) => {
    const client = neverRepeated.has(method) ? once : again
    return await timedCall('Slack', async () => {
      try {
        return shape.parse(await client.apiCall(method, args))
      } catch (error) {
        throw asUpstream(error, method, channel)
      }
    })
  }
}

/** Bolt's own defaults have no timeout, and retry for half an hour. */
export function clientOptions({ slackApiUrl, log, timeoutMs = 10_000, fetch }: ApiOptions, retries: number) {
  return {
    slackApiUrl,
    timeout: timeoutMs,
    retryConfig: { retries, minTimeout: 500, factor: 2 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: boltLog(log),
    ...(fetch && { fetch }),
  }
}
