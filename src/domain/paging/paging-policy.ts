import type { EscalationRule } from './escalation.ts'
import type { OnCallPolicy } from './on-call.ts'
import type { WorkingHours } from './working-hours.ts'

/** What an incident's configuration says about whom to page. */
export type PagingPolicy = {
  /** Null where nobody says who is on call. */
  onCall: OnCallPolicy | null
  escalation: EscalationRule[]
  workingHours: WorkingHours
  /** What takes pages outside Slack, by name. */
  pagers: Record<string, PagerPolicy>
}

export type PagerPolicy =
  | { kind: 'pagerduty'; routingKey: string }
  | { kind: 'webhook'; url: string; secret: string }
  | { kind: 'email'; from: string; to: string[] }
