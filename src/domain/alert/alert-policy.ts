import type { AlertLevel } from '../check/check.ts'
import type { ChannelId } from '../people.ts'
import type { AlertHook } from './hook.ts'
import type { AlertRule } from './rule.ts'

/** What the configuration says of alerts. All durations are milliseconds. */
export type AlertPolicy = {
  /** What may post alerts, by the name in its address. */
  hooks: Record<string, AlertHook>
  rules: AlertRule[]
  levels: Record<AlertLevel, LevelPolicy>
  /** Those that begin within so long of one another stand on one card. `label` null: by service and environment. */
  grouping: { label: string | null; within: number }
  /** More than so many times within so long is flapping. */
  flapping: { times: number; within: number }
}

export type LevelPolicy = {
  /** Of an incident that is declared from such an alert, where the alert names none. */
  severity: string
  /** Whether rules of escalation page about it that do not name its level. */
  pages: boolean
  channel: ChannelId
}
