import type { RestoredIncident } from '../incident/incident.ts'
import type { IncidentReport } from '../incident/incident-report.ts'
import type { Suspect } from '../incident/suspects.ts'
import type { Task } from '../incident/task.ts'
import type { PromiseLedger } from '../message.ts'
import type { UserId } from '../people.ts'
import type { TimelineEntry } from '../timeline/timeline.ts'

/** What people write in a post-mortem; everything else in it is taken from the rows. */
export const writtenSections = [
  'summary',
  'impact',
  'rootCause',
  'resolution',
  'prevention',
  'lessons',
] as const
export type Section = (typeof writtenSections)[number]

/** The team's template and people's names, as they were looked up; `troubles` are sentences on what could not be. */
export type Sources = {
  template: string | null
  names: Readonly<Record<UserId, string>>
  troubles: readonly string[]
}

export type Postmortem = {
  incidentId: number
  startedBy: UserId
  startedAt: Date
  round: number
  /** What people wrote in place of what the facts say. */
  sections: Partial<Record<Section, string>>
  version: number
  /** Null until they were looked up. */
  sources: Sources | null
  attempt: number
  written: readonly string[]
  isLeftAlone: boolean
  pull: { number: number; url: string; head: string; ended: 'merged' | 'closed' | null } | null
  review: Review
}

export type Review = { at: Date; version: number; reviewedAt: Date | null; reviewedBy: UserId | null }

/** Everything a post-mortem is made of. */
export type PostmortemFacts = {
  incident: RestoredIncident
  severityName: string
  report: IncidentReport | null
  /** Up to where it was resolved, and what people added since. */
  timeline: readonly TimelineEntry[]
  promises: PromiseLedger
  actionItems: readonly Task[]
  /** What was done to production before it began, most suspicious first. */
  suspects: readonly Suspect[]
  reviewAt: Date
  names: Readonly<Record<UserId, string>>
}

/**
 * What a post-mortem tells: everything until the incident was resolved for the last time, and what people remembered
 * later. What Pilothouse does about the post-mortem itself is no part of it.
 */
export function toldEntries(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  const end = timeline.findLastIndex(({ event }) => event.kind === 'resolved')
  return timeline.filter(
    ({ event }, index) => index <= end || event.kind === 'note' || event.kind === 'message',
  )
}

/** The document has a private incident's or a rehearsal's facts in it, or there is nowhere to propose it. */
export type Outlet = { to: 'pull-request'; repository: string } | { to: 'file'; because: string }

export function outletOf(
  { isPrivate, isDrill }: Pick<RestoredIncident, 'isPrivate' | 'isDrill'>,
  repository: string | undefined,
): Outlet {
  if (isPrivate) return { to: 'file', because: 'the incident is private' }
  if (isDrill) return { to: 'file', because: 'it was a drill' }
  return repository === undefined
    ? { to: 'file', because: 'incidents.postmortem.repository is not set in pilothouse.yml' }
    : { to: 'pull-request', repository }
}
