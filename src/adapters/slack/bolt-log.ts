import type { Logger } from '@slack/bolt'
import { LogLevel } from '@slack/bolt'
import type { Log } from '../../ports.ts'

/**
 * Slack's libraries write to our log. Their debug lines carry whole payloads, tokens and response URLs with them, so
 * those are dropped whatever the level is.
 */
export function boltLog(log: Log): Logger {
  return {
    debug: () => {},
    info: (...parts) => log.debug({ from: 'slack-sdk' }, joined(parts)),
    warn: (...parts) => log.warn({ from: 'slack-sdk' }, joined(parts)),
    error: (...parts) => log.warn({ from: 'slack-sdk' }, joined(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}

function joined(parts: unknown[]): string {
  return parts
    .map((part) => (part instanceof Error ? part.message : String(part)))
    .join(' ')
    .slice(0, 500)
}
