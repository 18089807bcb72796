import type { AlertRule } from '../src/domain/alert/rule.ts'
import type { IncidentPolicy } from '../src/domain/incident/incident-policy.ts'
import type { TeamConfig, VercelService } from '../src/domain/policy.ts'

/** What a test keeps of the sample's configuration. */
export type Kept = {
  /** True: live releases are watched, as the sample says. */
  isWatched: boolean
  /** True: releases go through stages, as the sample says, and are watched. */
  hasStages: boolean
  /** True: releases have the sample's checklist. */
  hasChecklist: boolean
  /** True: people are paged by the sample's rules, and there is a mail server. */
  isPaging: boolean
  /** True: fixes are watched before incidents are resolved, post-mortems are written and channels tidied up, as the sample says. */
  hasAftermath: boolean
  /** True: a GitHub issue follows each incident, and the team's own runbooks are read from its repository. */
  hasOutlets: boolean
  /** True: the sample's checks are run, and its rules looked at. */
  hasChecks: boolean
  /** True: capacities and costs are measured, as the sample says. */
  hasMeasures: boolean
}

/** Most tests are about neither what costs twenty looks at a release, nor people who tick and are paged, nor what follows. */
export function shortened(config: TeamConfig, kept: Kept) {
  const services = config.services.map((service) => {
    const brief = service.kind === 'vercel' && !kept.hasStages ? unstaged(service) : service
    return 'watch' in brief && !kept.isWatched ? { ...brief, watch: null } : brief
  })
  const environments = config.environments.map((environment) =>
    kept.hasChecklist ? environment : { ...environment, checklist: [] },
  )
  const followed = kept.hasAftermath ? config.incidents : withoutAftermath(config.incidents)
  const paging = kept.isPaging ? followed : { ...followed, escalation: [] }
  const incidents = kept.hasOutlets ? paging : withoutOutlets(paging)
  const checks = kept.hasChecks ? config.checks : []
  const { capacities, costs } = kept.hasMeasures ? config : { capacities: [], costs: [] }
  const alerts = { ...config.alerts, rules: config.alerts.rules.filter((rule) => isKept(rule, kept)) }
  const databases = kept.hasMeasures ? config.databases : withoutHealth(config.databases)
  return { ...config, databases, services, environments, incidents, checks, alerts, capacities, costs }
}

const withoutHealth = (databases: TeamConfig['databases']): TeamConfig['databases'] =>
  Object.fromEntries(Object.entries(databases).map(([name, one]) => [name, { ...one, health: null }]))

/** Those of capacities and costs come and go with them. */
const isKept = ({ name }: AlertRule, kept: Kept): boolean =>
  /^(?:capacity|cost)-/.test(name) ? kept.hasMeasures : kept.hasChecks

const withoutAftermath = (incidents: IncidentPolicy): IncidentPolicy => ({
  ...incidents,
  monitorFor: null,
  postmortem: { ...incidents.postmortem, severities: [] },
  bookmarks: false,
  afterClosing: { archiveAfter: null },
})

const withoutOutlets = ({ issue: _, ...incidents }: IncidentPolicy): IncidentPolicy => ({
  ...incidents,
  runbooks: null,
})

function unstaged(service: VercelService): VercelService {
  const environments = Object.entries(service.environments).map(([name, place]) => [
    name,
    { ...place, stages: [] },
  ])
  return { ...service, environments: Object.fromEntries(environments) }
}
