import type { Deployment } from './deployment.ts'
import type { Incident, StatusUpdate } from './incident.ts'
import type { ChannelId, UserId } from './people.ts'
import type { TimelineEntry } from './timeline.ts'

/** Everything Pilothouse shows in a channel, as domain values. The Slack adapter renders it through views. */
export type Message =
  | { purpose: 'deployment-card'; deployment: Deployment; environmentUrl: string | null }
  | {
      purpose: 'deployment-answer'
      deployment: Deployment
      channel: ChannelId
      /** Why the card can't be shown in the channel, where it can't. */
      cardTrouble?: string | undefined
    }
  | { purpose: 'incident-card'; incident: Incident; severityName: string; recent: TimelineEntry[] }
  | { purpose: 'incident-broadcast'; incident: Incident; severityName: string; recent: TimelineEntry[] }
  | { purpose: 'status-update'; incidentId: number; update: StatusUpdate }
  | {
      purpose: 'update-nudge'
      incidentId: number
      title: string
      dueAt: Date
      commander: UserId
      channel: ChannelId | null
    }
  | { purpose: 'resolution-report'; incident: Incident; timeline: TimelineEntry[]; promises: PromiseLedger }

/** How the incident's update promises ended. */
export type PromiseLedger = { kept: number; late: number; held: number }

export type Purpose = Message['purpose']
