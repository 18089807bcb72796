import type { Act } from '../../src/domain/act.ts'
import type { Incident, UpdateFacts } from '../../src/domain/incident/incident.ts'
import type { SeverityPolicy } from '../../src/domain/incident/incident-policy.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import type { TimelineEntry, TimelineEvent } from '../../src/domain/timeline/timeline.ts'
import { nothingSaid } from '../domain/incidents.ts'
import { approvers, deploys, incidentChannel, maya, minutesLater, start, tomas } from './samples.ts'

const incidentBase = {
  ...nothingSaid,
  id: 3,
  title: 'checkout returns 500s',
  severity: 'p0',
  declaredBy: maya,
  declaredAt: start,
  commander: tomas,
  channel: incidentChannel as string | null,
  sourceLink: null as string | null,
  isAnnounced: true,
  cardTs: '1.2',
  lastUpdateAt: null,
  acts: [] as Act[],
}

export const openIncident = (facts: Partial<typeof incidentBase> & { promise?: null } = {}): Incident => ({
  ...incidentBase,
  state: 'investigating',
  pause: null,
  relaxedEvery: null,
  promise: { dueAt: minutesLater(15), madeAt: start, nudgedAt: null },
  ...facts,
})

export const resolvedIncident = (
  facts: Partial<typeof incidentBase> & { summary?: string } = {},
): Incident => ({
  ...incidentBase,
  state: 'resolved',
  resolvedAt: minutesLater(65),
  resolvedBy: tomas,
  summary: 'A bad index; rolled back',
  ...facts,
})

export const entry = (event: TimelineEvent, facts: Partial<TimelineEntry> = {}): TimelineEntry => ({
  seq: 1,
  at: minutesLater(4),
  actor: maya,
  event,
  permalink: null,
  previousHash: '',
  hash: '',
  ...facts,
})

export const updateFacts = (facts: Partial<UpdateFacts> = {}): UpdateFacts => ({
  title: 'checkout returns 500s',
  severity: 'p0',
  state: 'investigating',
  commander: tomas,
  declaredAt: start,
  since: [],
  deploymentsUnderWay: [],
  health: { at: start, isNamed: false, checks: [] },
  nextDueAt: minutesLater(30),
  ...facts,
})

/** What the tests of views don't look at. */
export const quiet = {
  respondWithin: null,
  invite: { users: [] },
  pages: false,
  tells: { stakeholders: true, public: false },
  locksDeployments: false,
}

export const severities: SeverityPolicy[] = [
  {
    level: 'p0',
    name: 'Critical',
    aliases: [],
    criteria: 'Nobody can buy, or data is at risk.',
    updateEvery: 900_000,
    ...quiet,
  },
  {
    level: 'p1',
    name: 'High',
    aliases: [],
    criteria: 'Many customers are affected.',
    updateEvery: 900_000,
    ...quiet,
  },
]

export const config: Pick<TeamConfig, 'services' | 'environments'> = {
  environments: ['production', 'staging'].map((name) => ({
    name,
    aliases: [],
    ref: 'main',
    channel: deploys,
    approvals: { required: 1, group: approvers, users: [], expiresAfter: 3_600_000 },
    checks: 'required',
    rollback: { mode: 'ask', approvals: 0 },
    checklist: [],
    breakGlass: null,
  })),
  services: [
    {
      kind: 'github-actions',
      name: 'worker',
      repository: 'harbour/shop',
      workflow: 'deploy-worker.yml',
      environments: { production: {} },
      inputs: {},
      signApproval: false,
      runTimeout: 60_000,
    },
  ],
}
