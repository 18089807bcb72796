import type { AlertPolicy } from './alert/alert-policy.ts'
import type { CheckPolicy } from './check/check.ts'
import type { DataHealthPolicy } from './data/health.ts'
import type { BodyExpectation } from './deployment/expectation.ts'
import type { Stage } from './deployment/stages.ts'
import type { VariablePolicy } from './deployment/variables.ts'
import type { WatchPolicy } from './deployment/verdict.ts'
import type { DiagnosticsPolicy } from './diagnostic/policy.ts'
import type { ChecklistItem } from './gate/checklist.ts'
import type { FreezePolicy } from './gate/freeze.ts'
import type { IncidentPolicy } from './incident/incident-policy.ts'
import type { CapacityPolicy, CostPolicy } from './measure/measured.ts'
import type { FlagPlace } from './operation/flag.ts'
import type { IntegrationPolicy } from './operation/integration.ts'
import type { PagePolicy } from './page/page-policy.ts'
import type { ChannelId, GroupId, UserId } from './people.ts'
import type { ObjectivesPolicy } from './status/objectives.ts'
import type { ReadinessItem } from './status/readiness.ts'

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
