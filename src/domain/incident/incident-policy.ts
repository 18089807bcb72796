import type { DrillScript } from '../drill/drill.ts'
import type { PagingPolicy } from '../paging/paging-policy.ts'
import type { GroupId, UserId } from '../people.ts'
import type { UpdatePolicy } from '../updates/update-policy.ts'
import type { ChasePolicy } from './chase.ts'
import type { RolePolicy } from './role.ts'

/** What the configuration says about incidents. All durations are milliseconds. */
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
