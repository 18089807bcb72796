import type { Act } from './act.ts'
import type { ChannelId, UserId } from './people.ts'

export const incidentStates = ['investigating', 'identified', 'monitoring', 'resolved'] as const
export type IncidentState = (typeof incidentStates)[number]
export type OpenState = Exclude<IncidentState, 'resolved'>

export const incidentTransitions = {
  investigating: ['identified', 'monitoring', 'resolved'],
  identified: ['investigating', 'monitoring', 'resolved'],
  monitoring: ['investigating', 'identified', 'resolved'],
  resolved: ['investigating'],
} as const satisfies Record<IncidentState, readonly IncidentState[]>

/** The time by which the next update is owed. */
export type UpdatePromise = { dueAt: Date; madeAt: Date; nudgedAt: Date | null }

type Common = {
  id: number
  title: string
  /** A configured level, for example `p0`. */
  severity: string
  declaredBy: UserId
  declaredAt: Date
  commander: UserId
  /** Null until Slack has opened it, and for ever where Slack refused. */
  channel: ChannelId | null
  /** The message it was declared from. */
  sourceLink: string | null
  /** True once the card in its own channel has been ordered. */
  isAnnounced: boolean
  /** The card's message id, once Slack has it. */
  cardTs: string | null
  lastUpdateAt: Date | null
  acts: Act[]
}

export type Incident = Common &
  (
    | { state: OpenState; promise: UpdatePromise | null }
    | { state: 'resolved'; resolvedAt: Date; resolvedBy: UserId; summary: string }
  )

export type OpenIncident = Extract<Incident, { state: OpenState }>

export const isOpen = (incident: Incident): incident is OpenIncident => incident.state !== 'resolved'

export type StatusUpdate = {
  incidentId: number
  at: Date
  /** What a person wrote, or null for a holding update, which holds facts only. */
  written: WrittenUpdate | null
  facts: UpdateFacts
}

export type WrittenUpdate = {
  author: UserId
  whatChanged: string
  impact: string | null
  nextStep: string | null
}

/** What is known at the moment of an update; it is stored with it, since it is true only then. */
export type UpdateFacts = {
  title: string
  severity: string
  state: IncidentState
  commander: UserId
  declaredAt: Date
  /** Timeline since the update before, oldest first. */
  since: { at: Date; text: string }[]
  deploymentsUnderWay: { id: number; service: string; environment: string; state: string }[]
  nextDueAt: Date | null
}
