import type { AlertPolicy } from './alert/alert-policy.ts'
import type { CheckPolicy } from './check/check.ts'
import type { DataHealthPolicy } from './data/health.ts'
import type { BodyExpectation } from './deployment/expectation.ts'
import type { Stage } from './deployment/stages.ts'
import type { VariablePolicy } from './deployment/variables.ts'
import type { WatchPolicy } from './deployment/verdict.ts'
import type { DiagnosticsPolicy } from './diagnostic/policy.ts'
import type { DrillScript } from './drill/drill.ts'
import type { ChecklistItem } from './gate/checklist.ts'
import type { FreezePolicy } from './gate/freeze.ts'
import type { ChasePolicy } from './incident/chase.ts'
import type { RolePolicy } from './incident/role.ts'
import type { CapacityPolicy, CostPolicy } from './measure/measured.ts'
import type { FlagPlace } from './operation/flag.ts'
import type { IntegrationPolicy } from './operation/integration.ts'
import type { PagePolicy } from './page/page-policy.ts'
import type { PagingPolicy } from './paging/paging-policy.ts'
import type { ChannelId, GroupId, UserId } from './people.ts'
import type { ObjectivesPolicy } from './status/objectives.ts'
import type { ReadinessItem } from './status/readiness.ts'
import type { UpdatePolicy } from './updates/update-policy.ts'

/** The team's configuration, as read from pilothouse.yml. All durations are milliseconds. */
export type TeamConfig = {
  team: string
  channels: { deployments: ChannelId; incidents: ChannelId; stakeholders?: ChannelId | undefined }
  people: { slack: UserId; github: string }[]
  environments: EnvironmentPolicy[]
  services: ServicePolicy[]
  incidents: IncidentPolicy
  /** For times that people type where Slack does not know theirs. */
  timeZone: string
  freezes: FreezePolicy[]
  integrations: IntegrationPolicy[]
  /** Where flags are kept, by environment name. */
  flags: Record<string, FlagPlace>
  /** Databases of the team's own, by name, which are looked at. `role` is taken on for every look. */
  databases: Record<string, DatabasePolicy>
  checks: CheckPolicy[]
  capacities: CapacityPolicy[]
  costs: CostPolicy[]
  diagnostics: DiagnosticsPolicy
  objectives: ObjectivesPolicy
  /** In the order of its areas. */
  readiness: ReadinessItem[]
  /** Null where there is no public page. */
  statusPage: PagePolicy | null
  alerts: AlertPolicy
}

/** `writeUrl` is for corrections that a person approved; without it there are none. `health` null: what is in it is not looked into. */
export type DatabasePolicy = {
  url: string
  role?: string | undefined
  writeUrl?: string | undefined
  health: DataHealthPolicy | null
}

export type EnvironmentPolicy = {
  name: string
  aliases: string[]
  /** The branch deployed when nobody names one. */
  ref: string
  channel: ChannelId
  approvals: ApprovalPolicy
  checks: ChecksPolicy
  rollback: RollbackPolicy
  checklist: ChecklistItem[]
  /** Who may deploy past the gate; null where nobody may. */
  breakGlass: { group?: GroupId | undefined; users: UserId[] } | null
}

/**
 * `required`: a red check stops the deployment, and a pending one is waited for. `shown`: they are only shown. Names:
 * these are required, also where they have not reported yet, and no others.
 */
export type ChecksPolicy = 'required' | 'shown' | string[]

/** `automatic`: a release that fails its watch is rolled back at once. `ask`: a person presses the button. */
type RollbackPolicy = { mode: 'automatic' | 'ask'; approvals: number }

export type ApprovalPolicy = {
  required: number
  group?: GroupId | undefined
  users: UserId[]
  expiresAfter: number
}

export type ServicePolicy = VercelService | WorkflowService | FunctionsService

export type VercelService = {
  kind: 'vercel'
  name: string
  repository: string
  project: string
  team?: string | undefined
  /** The secret by which requests pass Vercel's protection of builds. */
  protectionBypass?: string | undefined
  /**
   * By environment name. `target` is Vercel's word for the environment; `url` is what users open; `stages` are those of
   * a rolling release, before everybody gets the new build.
   */
  environments: Record<
    string,
    { target: 'production' | 'preview'; url: string; requires: string[]; stages: Stage[] }
  >
  smoke: SmokeTest[]
  buildTimeout: number
  variables: VariablePolicy
  /** Null where a release counts as verified as soon as it is live. */
  watch: WatchPolicy | null
}

type WorkflowService = {
  kind: 'github-actions'
  name: string
  repository: string
  workflow: string
  environments: Record<string, Record<string, never>>
  inputs: Record<string, string>
  /** The run gets a signed approval, which the workflow verifies. */
  signApproval: boolean
  runTimeout: number
}

export type FunctionsService = {
  kind: 'supabase-functions'
  name: string
  repository: string
  /** By environment name; `project` is Supabase's reference of 20 letters. */
  environments: Record<string, { project: string; requires: string[] }>
  /** In the order in which they are deployed. */
  functions: FunctionPolicy[]
  /** `together`: all go live at once. `one-by-one`: each is live before the next is bundled. */
  order: 'together' | 'one-by-one'
  smoke: FunctionTest[]
  variables: VariablePolicy
  watch: WatchPolicy | null
}

export type FunctionPolicy = {
  slug: string
  /** Relative to the repository. */
  entrypoint: string
  verifyJwt: boolean
  /** Looked for beside the entrypoint where undefined. */
  importMap?: string | undefined
  staticPatterns: string[]
}

export type FunctionTest = BodyExpectation & {
  function: string
  method: string
  body?: string | undefined
  status: number
  within: number
  /** A test user to sign in as; null calls with the anonymous key. */
  session: { email: string; password: string } | null
}

export type SmokeTest = BodyExpectation & {
  path: string
  status: number
  within: number
  /** By lower-case name, a text that the header must hold. */
  headers: Record<string, string>
}

export type IncidentPolicy = PagingPolicy & OwnIncidentPolicy

type OwnIncidentPolicy = UpdatePolicy & {
  channelPrefix: string
  invite: { group?: GroupId | undefined; users: UserId[] }
  /** Most severe first. */
  severities: SeverityPolicy[]
  defaultSeverity: string
  /** For how long a new declaration is compared with an open incident; null where it never is. */
  alikeWithin: number | null
  /** How long before a promised update the commander is reminded. */
  nudgeBefore: number
  /** In monitoring, updates are due this many times less often. */
  monitoringFactor: number
  /** A reaction of this name puts a message of an incident's channel into its timeline; null where none does. */
  capture: { emoji: string | null }
  /** Environments that people depend on: what is deployed there is suspected of incidents, and locked by them. */
  production: string[]
  /** How far back from its beginning a cause is looked for. */
  suspects: { window: number }
  /** Levels at which a rollback from an incident's card needs nobody but its commander. */
  shortenedApproval: string[]
  /** How long a fix is watched before the incident may be resolved; null where it may be at once. */
  monitorFor: number | null
  postmortem: PostmortemPolicy
  /** `archiveAfter` closing its channel is archived; null where it stays. */
  afterClosing: { archiveAfter: number | null }
  /** Links to the card and the post-mortem stand on top of its channel. */
  bookmarks: boolean
  /** What can be rehearsed, and how many times faster than it is written. */
  drills: DrillScript[]
  drillFactor: number
  /** How long each part of an incident may take; an acknowledgement without a target is measured by `respondWithin`. */
  targets: Record<'detect' | 'acknowledge' | 'mitigate' | 'repair', TargetPolicy>
  /** Markdown files of the team's own; null where only those that come with Pilothouse are used. */
  runbooks: RunbooksPolicy | null
  tasks: TasksPolicy
  /** Beside the commander, whom every incident has. */
  roles: RolePolicy[]
  /** How long somebody may think over whether to take a role. */
  offersExpireAfter: number
}

export type PostmortemPolicy = {
  /** Levels after which one is written without being asked for. */
  severities: string[]
  /** Where it goes as a pull request; undefined where it is sent as a file. */
  repository?: string | undefined
  branch: string
  folder: string
  /** A Markdown file in the repository in place of the built-in one. */
  template?: string | undefined
  reviewWithin: number
  /** How long before the review people are reminded. */
  remindBefore: number[]
  reviewers: { group?: GroupId | undefined; users: UserId[] }
}

/** `issues` is where action items become issues; undefined where they don't. */
type TasksPolicy = ChasePolicy & { issues?: { repository: string; labels: string[] } | undefined }

export type RunbooksPolicy = { repository: string; ref: string; folder: string }

/** For all severities, and for single ones by level. */
export type TargetPolicy = { usual: number | null; bySeverity: Record<string, number> }

export type SeverityPolicy = {
  /** For example `p0`. */
  level: string
  name: string
  aliases: string[]
  criteria: string
  /** Null where no updates are promised. */
  updateEvery: number | null
  /** How soon somebody is to take care of it; null where that can wait. */
  respondWithin: number | null
  /** Who is invited into its channel, beside those whom every incident invites. */
  invite: { group?: GroupId | undefined; users: UserId[] }
  /** Who is on call is paged as soon as it is declared. */
  pages: boolean
  /** Its updates go to the stakeholders' channel, and what is approved of them onto the public page. */
  tells: { stakeholders: boolean; public: boolean }
  /** Deployments of what it affects wait while it is open; rollbacks pass. */
  locksDeployments: boolean
  /** In place of what holds for all; null where it may be resolved at once. */
  monitorFor?: number | null | undefined
}
