import type { Act } from '../act.ts'
import type { ChannelId, UserId } from '../people.ts'
import type { Health } from './health.ts'

export const openStates = ['triage', 'investigating', 'identified', 'monitoring'] as const
/** Production is well again; what is left is to learn from it. */
export const restoredStates = ['resolved', 'postmortem', 'closed'] as const
/** It was none, or was worked on elsewhere. */
export const droppedStates = ['declined', 'merged', 'cancelled'] as const
export const incidentStates = [...openStates, ...restoredStates, ...droppedStates] as const

export type OpenState = (typeof openStates)[number]
type RestoredState = (typeof restoredStates)[number]
type DroppedState = (typeof droppedStates)[number]
export type IncidentState = (typeof incidentStates)[number]

const dropped = ['merged', 'cancelled'] as const

/** Work goes back and forth between the open states; what has ended comes back by reopening only. */
export const incidentTransitions = {
  triage: ['investigating', 'identified', 'monitoring', 'resolved', 'declined', ...dropped],
  investigating: ['identified', 'monitoring', 'resolved', ...dropped],
  identified: ['investigating', 'monitoring', 'resolved', ...dropped],
  monitoring: ['investigating', 'identified', 'resolved', ...dropped],
  resolved: ['investigating', 'postmortem', 'closed'],
  postmortem: ['investigating', 'closed'],
  closed: ['investigating'],
  declined: ['investigating'],
  merged: ['investigating'],
  cancelled: ['investigating'],
} as const satisfies Record<IncidentState, readonly IncidentState[]>

/** The time by which the next update is owed. */
export type UpdatePromise = { dueAt: Date; madeAt: Date; nudgedAt: Date | null }

/** While it lasts no update is promised and nobody is paged; `until` null is until somebody goes on. */
export type Pause = { at: Date; by: UserId; because: string; until: Date | null }

/** `isAsked` is false for those whom the configuration brought. */
type Member = { user: UserId; isAsked: boolean }

type Common = {
  id: number
  title: string
  /** A configured level, for example `p0`. */
  severity: string
  declaredBy: UserId
  declaredAt: Date
  commander: UserId
  /** The other roles that are taken, by their configured names, for example `communications`. */
  roles: Readonly<Record<string, UserId>>
  /** Whom Pilothouse let into its channel, beside those above. */
  members: readonly Member[]
  /** Names of the configured services that don't work. */
  affects: readonly string[]
  /** Its channel is private, and it is named nowhere else. */
  isPrivate: boolean
  /** A rehearsal: nobody outside is told, and it counts in no figure. */
  isDrill: boolean
  /** When it began to hurt, when it was noticed and when somebody took care of it; null where nobody said so. */
  impactAt: Date | null
  detectedAt: Date | null
  acknowledgedAt: Date | null
  /** When its commander let deployments go on although it is open; null where nobody did. */
  lockLiftedAt: Date | null
  /** When it last came to be monitored; null where it never was. */
  mitigatedAt: Date | null
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

type Open = {
  state: OpenState
  promise: UpdatePromise | null
  pause: Pause | null
  /** Updates are owed this many milliseconds apart, in place of what the severity says; null where it is the severity's. */
  relaxedEvery: number | null
}
type Restored = {
  state: RestoredState
  resolvedAt: Date
  resolvedBy: UserId
  summary: string
}
/** `mergedInto` is the incident in which the work goes on. */
type Dropped = {
  state: DroppedState
  endedAt: Date
  endedBy: UserId
  because: string
  mergedInto: number | null
}

export type Incident = Common & (Open | Restored | Dropped)
export type OpenIncident = Common & Open
export type RestoredIncident = Common & Restored
export type DroppedIncident = Common & Dropped

export const isOpen = (incident: Incident): incident is OpenIncident => isOneOf(openStates, incident.state)

export const isRestored = (incident: Incident): incident is RestoredIncident =>
  isOneOf(restoredStates, incident.state)

export const isDropped = (incident: Incident): incident is DroppedIncident =>
  isOneOf(droppedStates, incident.state)

/** Everybody who has to do with it, each once. */
export const peopleOf = ({ declaredBy, commander, roles, members }: Incident): UserId[] => [
  ...new Set([declaredBy, commander, ...Object.values(roles), ...members.map(({ user }) => user)]),
]

/** A private incident exists for its own people only, and for whoever Slack lets into its channel. */
export const maySee = (
  incident: Incident,
  { user, channel }: { user: UserId; channel?: ChannelId | undefined },
): boolean =>
  !incident.isPrivate ||
  (incident.channel !== null && incident.channel === channel) ||
  peopleOf(incident).includes(user)

const isOneOf = (states: readonly string[], state: string): boolean => states.includes(state)

/** Who owes the updates: whoever took care of communications, else the commander. */
export const updateOwner = ({ roles, commander }: Pick<Common, 'roles' | 'commander'>): UserId =>
  roles.communications ?? commander

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
  /** Of the services it affects; null where nobody looked lately. */
  health: Health | null
  nextDueAt: Date | null
}
