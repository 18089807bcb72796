import type { TimelineEvent, topics } from './timeline.ts'

/** What a timeline can be narrowed to, in the order in which it is offered. */
export const timelineFilters = [
  'notes',
  'updates',
  'deployments',
  'people',
  'pages',
  'states',
  'work',
  'trouble',
] as const
export type TimelineFilter = (typeof timelineFilters)[number]

const byKind = {
  declared: 'states',
  'channel-opened': 'work',
  'step-failed': 'trouble',
  note: 'notes',
  message: 'notes',
  revision: 'notes',
  update: 'updates',
  'holding-update': 'updates',
  severity: 'states',
  commander: 'people',
  state: 'states',
  resolved: 'states',
  reopened: 'states',
  deployment: 'deployments',
  operation: 'deployments',
} as const satisfies Record<Exclude<TimelineEvent['kind'], 'happened'>, TimelineFilter>

const byTopic = {
  state: 'states',
  role: 'people',
  update: 'updates',
  page: 'pages',
  alert: 'pages',
  runbook: 'work',
  task: 'work',
  suspect: 'deployments',
  lock: 'deployments',
  outlet: 'updates',
  postmortem: 'work',
  drill: 'work',
  diagnostic: 'work',
} as const satisfies Record<(typeof topics)[number], TimelineFilter>

/** Whether an event is shown under a filter; every event is under exactly one. */
export const isShownIn = (filter: TimelineFilter, event: TimelineEvent): boolean =>
  (event.kind === 'happened' ? byTopic[event.topic] : byKind[event.kind]) === filter
