import { randomBytes } from 'node:crypto'
import { app, team } from './state.ts'
import type { Delivery, Workspace } from './workspace.ts'
import { seconds } from './workspace.ts'

type SlackEvent = { type: string } & Record<string, unknown>

/**
 * Tells the app about an event if its manifest subscribes to `subscription`, and again after each of the retry
 * delays until it acknowledges. Resolves with the first attempt's outcome.
 */
export function sendEvent(
  workspace: Workspace,
  event: SlackEvent,
  subscription = event.type,
): Promise<Delivery | undefined> {
  if (!workspace.manifest.events.includes(subscription)) return Promise.resolve(undefined)
  return attempt(workspace, eventPayload(workspace, event), 0)
}

async function attempt(
  workspace: Workspace,
  payload: Record<string, unknown>,
  failures: number,
  reason?: string,
): Promise<Delivery> {
  const retry = failures > 0 ? { attempt: failures, reason: reason ?? 'timeout' } : undefined
  const delivery = await workspace.app.deliver({ type: 'events_api', payload }, retry)
  const delayMs = workspace.limits.eventRetryMs[failures]
  if (delivery.outcome !== 'acked' && delayMs !== undefined) {
    const why = retryReason[delivery.outcome]
    setTimeout(() => void attempt(workspace, payload, failures + 1, why), delayMs).unref()
  }
  return delivery
}

/** https://docs.slack.dev/apis/events-api/#retries */
const retryReason = {
  timeout: 'http_timeout',
  dropped: 'connection_failed',
  refused: 'http_error',
  'no-app': 'connection_failed',
} satisfies Record<Exclude<Delivery['outcome'], 'acked'>, string>

function eventPayload(workspace: Workspace, event: SlackEvent): Record<string, unknown> {
  return {
    token: 'sandbox-verification-token',
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: `Ev0${randomBytes(5).toString('hex').toUpperCase()}`,
    event_time: seconds(workspace),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: randomBytes(16).toString('hex'),
  }
}
