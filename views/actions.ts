/** Buttons by what they do; the value is the Slack action id that the dispatcher receives. */
export const actions = {
  approve: 'deployment.approve',
  reject: 'deployment.reject',
  cancel: 'deployment.cancel',
  start: 'deployment.start',
  details: 'deployment.details',
  rollBack: 'deployment.roll-back',
  keep: 'deployment.keep',
  watchAgain: 'deployment.watch-again',
  switchFlag: 'deployment.switch-flag',
  revert: 'deployment.revert',
  undo: 'operation.undo',
  goOn: 'deployment.go-on',
  unpin: 'deployment.unpin',
  unlock: 'lock.unlock',
  tick: 'deployment.tick',
  untick: 'deployment.untick',
  update: 'incident.update',
  note: 'incident.note',
  severity: 'incident.severity',
  roles: 'incident.roles',
  acceptRole: 'incident.accept-role',
  declineRole: 'incident.decline-role',
  claim: 'incident.claim',
  resolve: 'incident.resolve',
  reopen: 'incident.reopen',
  confirm: 'incident.confirm',
  decline: 'incident.decline',
  resume: 'incident.continue',
  more: 'incident.more',
  join: 'incident.join',
  declareAnyway: 'incident.declare-anyway',
  timeline: 'incident.timeline',
  metricsCsv: 'incident.metrics-csv',
  metricsMarkdown: 'incident.metrics-markdown',
  relax: 'incident.relax',
  relaxMore: 'incident.relax-more',
  task: 'incident.task',
  tasks: 'incident.tasks',
  taskDone: 'incident.task-done',
  filterTimeline: 'incident.timeline-filter',
  earlierEntries: 'incident.timeline-earlier',
  laterEntries: 'incident.timeline-later',
  exportTimeline: 'incident.timeline-export',
  deploy: 'deploy.new',
  rollback: 'rollback.new',
  declare: 'incident.declare',
  status: 'status.show',
} as const
export type ActionId = (typeof actions)[keyof typeof actions]

/** Modal callback ids, each with its fields. A field's block id and action id are its name. */
export const forms = {
  deploy: { id: 'deploy', fields: ['service', 'environment', 'ref', 'startAt', 'reason'] },
  rollback: { id: 'rollback', fields: ['rollbackService', 'rollbackEnvironment', 'release', 'reason'] },
  reject: { id: 'reject', fields: ['because'] },
  declare: { id: 'declare', fields: ['title', 'severity', 'services', 'began', 'isPrivate'] },
  update: { id: 'update', fields: ['whatChanged', 'impact', 'nextStep', 'state'] },
  note: { id: 'note', fields: ['text'] },
  severity: { id: 'severity', fields: ['severity', 'because'] },
  resolve: {
    id: 'resolve',
    fields: ['summary', 'impact', 'mitigation', 'rootCause', 'permanentFix', 'prevention', 'anyway'],
  },
  role: { id: 'role', fields: ['role', 'user'] },
  reopen: { id: 'reopen', fields: ['because'] },
  task: { id: 'task', fields: ['text', 'owner', 'dueOn', 'kind'] },
  decline: { id: 'decline', fields: ['because'] },
  cancel: { id: 'cancel', fields: ['because'] },
  pause: { id: 'pause', fields: ['until', 'because'] },
  merge: { id: 'merge', fields: ['into', 'because'] },
  affects: { id: 'affects', fields: ['services'] },
  since: { id: 'since', fields: ['began'] },
  'add-to-timeline': { id: 'add-to-timeline', fields: ['incident', 'note'] },
} as const
export type FormId = keyof typeof forms

/** The value of Approve and Reject, and the metadata of the reject form: which deployment, and which plan was seen. */
export const planValue = (id: number, hash: string): string => `${id}:${hash}`

/** An incident and milliseconds from one update to the next; 0 for what its severity says. */
export const paceValue = (id: number, every: number | null): string => `${id}:${every ?? 0}`
