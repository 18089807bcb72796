import type { Act } from '../../src/domain/act.ts'
import type { OpenIncident } from '../../src/domain/incident/incident.ts'
import type { IncidentPolicy } from '../../src/domain/incident/incident-policy.ts'

export const declaredAt = new Date('2026-11-23T03:00:00Z')
export const inSeconds = (seconds: number): Date => new Date(declaredAt.getTime() + seconds * 1000)

const minute = 60_000

export const policy: IncidentPolicy = {
  channelPrefix: 'inc',
  invite: { users: [] },
  severities: [
    severity('p0', 'Critical', ['sev1', 'critical'], 15 * minute),
    severity('p1', 'High', ['sev2', 'high'], 15 * minute),
    severity('p2', 'Medium', ['sev3', 'medium'], 30 * minute),
    severity('p3', 'Low', ['sev4', 'low'], null),
  ],
  defaultSeverity: 'p1',
  alikeWithin: 4 * 60 * minute,
  nudgeBefore: 3 * minute,
  monitoringFactor: 2,
  runbooks: null,
  tasks: { remind: 'weekdays', at: 9 * 60 },
  roles: [
    { name: 'communications', description: 'Writes the updates' },
    { name: 'scribe', description: '' },
  ],
  offersExpireAfter: 5 * minute,
  climbAfter: 1,
  relax: { after: 120 * minute, every: [30 * minute, 60 * minute] },
  onCall: null,
  monitorFor: null,
  postmortem: {
    ...{ severities: [], branch: 'main', folder: 'docs/postmortems', reviewWithin: 48 * 60 * minute },
    ...{ remindBefore: [24 * 60 * minute, 60 * minute], reviewers: { users: [] } },
  },
  afterClosing: { archiveAfter: null },
  bookmarks: false,
  drills: [],
  drillFactor: 6,
  targets: {
    detect: { usual: 5 * minute, bySeverity: {} },
    acknowledge: { usual: null, bySeverity: {} },
    mitigate: { usual: null, bySeverity: {} },
    repair: { usual: null, bySeverity: { p0: 30 * minute } },
  },
  capture: { emoji: 'pushpin' },
  production: ['production'],
  suspects: { window: 6 * 60 * minute },
  shortenedApproval: ['p0'],
  escalation: [],
  workingHours: { days: [0, 1, 2, 3, 4], from: 540, to: 1080, timeZone: 'UTC' },
  pagers: {},
}

function severity(level: string, name: string, aliases: string[], updateEvery: number | null) {
  return {
    ...{ level, name, aliases, criteria: '', updateEvery, respondWithin: null, invite: { users: [] } },
    ...{ pages: false, tells: { stakeholders: true, public: false }, locksDeployments: false },
  }
}

/** What most incidents have nothing of. */
export const nothingSaid = {
  roles: {},
  members: [],
  affects: [],
  isPrivate: false,
  isDrill: false,
  impactAt: null,
  detectedAt: null,
  acknowledgedAt: null,
  mitigatedAt: null,
  lockLiftedAt: null,
} as const

export const incident = (change: Partial<OpenIncident> = {}): OpenIncident => ({
  id: 3,
  title: 'checkout returns 500s',
  severity: 'p0',
  declaredBy: 'U0MAYA00001',
  declaredAt,
  commander: 'U0MAYA00001',
  channel: null,
  sourceLink: null,
  isAnnounced: false,
  cardTs: null,
  lastUpdateAt: null,
  acts: [],
  ...nothingSaid,
  state: 'investigating',
  promise: null,
  pause: null,
  relaxedEvery: null,
  ...change,
})

export const act = (key: string, how: 'done' | 'failed' | { retryAt: Date | null }): Act => {
  const base = {
    name: key.split('/')[0] ?? key,
    key: `a1b2c3d4/incident/3/${key}`,
    intendedAt: declaredAt,
    attempts: 1,
    remote: null,
    progress: null,
    link: null,
  }
  if (how === 'done') return { ...base, state: 'done', finishedAt: declaredAt, outcome: {} }
  if (how === 'failed')
    return { ...base, state: 'failed', isUnknown: false, finishedAt: declaredAt, reason: 'restricted_action' }
  return { ...base, state: 'intended', retryAt: how.retryAt }
}
