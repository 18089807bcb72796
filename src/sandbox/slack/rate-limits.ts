import type { SlackLimits, Tier } from './limits.ts'

export type RateLimiter = {
  /** Seconds to wait, or undefined where the call may go ahead (and is counted). */
  waitSeconds(method: string, tier: Tier): number | undefined
  waitSecondsToPost(channel: string): number | undefined
}

/** Counts calls of the last minute per method, and posts per channel with a small burst. `elapsedMs` never runs back. */
export function rateLimiter(limits: SlackLimits, elapsedMs: () => number): RateLimiter {
  const calls = new Map<string, number[]>()
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    waitSeconds(method, tier) {
      const at = elapsedMs()
      const recent = (calls.get(method) ?? []).filter((time) => at - time < 60_000)
      calls.set(method, recent)
      const oldest = recent[0]
      if (recent.length >= limits.perMinute[tier] && oldest !== undefined)
        return seconds(60_000 - (at - oldest))
      recent.push(at)
    },
    waitSecondsToPost(channel) {
      const at = elapsedMs()
      const bucket = buckets.get(channel) ?? { tokens: limits.postBurst, at }
      const refilled = bucket.tokens + ((at - bucket.at) / 1000) * limits.postsPerSecond
      const tokens = Math.min(limits.postBurst, refilled)
      buckets.set(channel, { tokens: tokens < 1 ? tokens : tokens - 1, at })
      if (tokens < 1) return seconds(((1 - tokens) / limits.postsPerSecond) * 1000)
    },
  }
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
