export type Tier = 1 | 2 | 3 | 4 | 'special'

export type SlackLimits = {
  /** Calls a minute of one method, by tier. https://docs.slack.dev/apis/web-api/rate-limits */
  perMinute: Record<Tier, number>
  postsPerSecond: number
  postBurst: number
  ackMs: number
  triggerMs: number
  responseUrlUses: number
  responseUrlMs: number
  /** How long after each failure an event is sent again; afterwards it is dropped. */
  eventRetryMs: readonly number[]
  pingMs: number
}

/** What Slack itself does. */
export const slackLimits: SlackLimits = {
  perMinute: { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 },
  postsPerSecond: 1,
  postBurst: 4,
  ackMs: 3_000,
  triggerMs: 3_000,
  responseUrlUses: 5,
  responseUrlMs: 30 * 60_000,
  eventRetryMs: [0, 60_000, 300_000],
  pingMs: 10_000,
}

/** For tests that are about something else. */
export const noRateLimits: Partial<SlackLimits> = {
  perMinute: { 1: 1e9, 2: 1e9, 3: 1e9, 4: 1e9, special: 1e9 },
  postsPerSecond: 1e9,
  postBurst: 1e9,
}
