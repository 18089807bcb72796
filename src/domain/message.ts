import type { Flapping } from './alert/flapping.ts'
import type { Correction } from './data/correction.ts'
import type { Deployment } from './deployment/deployment.ts'
import type { Diagnostic } from './diagnostic/diagnostic.ts'
import type { DrillScore } from './drill/score.ts'
import type { Wait } from './gate/wait.ts'
import type { Health } from './incident/health.ts'
import type { Incident, StatusUpdate } from './incident/incident.ts'
import type { LockedPlace } from './incident/incident-lock.ts'
import type { IncidentReport } from './incident/incident-report.ts'
import type { Monitoring } from './incident/monitoring.ts'
import type { RoleOffer } from './incident/role.ts'
import type { Runbook, StartedRunbook } from './incident/runbook.ts'
import type { Cure, Suspect } from './incident/suspects.ts'
import type { Task } from './incident/task.ts'
import type { SuspectFlags } from './operation/flag.ts'
import type { Operation } from './operation/operation.ts'
import type { Alert } from './paging/alert.ts'
import type { Page, PagedAbout } from './paging/page.ts'
import type { ChannelId, GroupId, UserId } from './people.ts'
import type { PostmortemNews, PostmortemStanding } from './postmortem/news.ts'
import type { LockFacts } from './refusal.ts'
import type { TimelineEntry } from './timeline/timeline.ts'
import type { PublicUpdate } from './updates/public-update.ts'
import type { Reminded } from './updates/reminder.ts'
import type { Publishers } from './updates/update-policy.ts'

/** Everything Pilothouse shows in a channel, as domain values. The Slack adapter renders it through views. */
export type Message =
  | {
      purpose: 'deployment-card'
      deployment: Deployment
      environmentUrl: string | null
      /** True where a rollback keeps the host's own builds from going live. */
      isPinned?: boolean | undefined
      /** What keeps it from starting, or would, once it is approved. */
      waits: Wait[]
      /** Flags that may have broken a paused release. */
      suspects?: ShownSuspects | undefined
    }
  | {
      purpose: 'deployment-answer'
      deployment: Deployment
      channel: ChannelId
      waits: Wait[]
      /** Why the card can't be shown in the channel, where it can't. */
      cardTrouble?: string | undefined
    }
  /** Said once, where incidents are announced. `channel` is where its card is. */
  | { purpose: 'break-glass'; deployment: Deployment; channel: ChannelId }
  /** `isLatest`: nothing was done to the same thing since, so the way back is still open. */
  | { purpose: 'operation-card'; operation: Operation; isLatest: boolean }
  | {
      purpose: 'operation-answer'
      operation: Operation
      channel: ChannelId
      cardTrouble?: string | undefined
    }
  | {
      purpose: 'incident-card'
      incident: Incident
      severityName: string
      recent: TimelineEntry[]
      tasks?: Task[] | undefined
      /** Those that were begun, and the best that was not. */
      runbooks?: { started: StartedRunbook[]; offered: Runbook | null } | undefined
      /** The day where the team is, for what is late. */
      today?: string | undefined
      /** How far the watching of a fix is; left out where it has nothing to say. */
      monitoring?: Monitoring
      /** Slower paces of updates on offer, in milliseconds. */
      relax?: number[] | undefined
      suspicion?: Suspicion | undefined
      postmortem?: PostmortemStanding | undefined
    }
  | { purpose: 'public-update'; said: PublicUpdate; who: Publishers }
  | { purpose: 'stakeholder-card'; incident: Incident; severityName: string }
  | { purpose: 'incident-broadcast'; incident: Incident; severityName: string; recent: TimelineEntry[] }
  /** `earlier` are those that Slack could not be told in their time, oldest first. */
  | {
      purpose: 'status-update'
      incidentId: number
      audience: Audience
      update: StatusUpdate
      earlier: StatusUpdate[]
    }
  | {
      purpose: 'update-nudge'
      incidentId: number
      title: string
      dueAt: Date
      commander: UserId
      channel: ChannelId | null
      standing: NudgeStanding
      /** Where nobody wrote the ones before: how many, and what makes the reader the next to be asked. */
      climb?: { missed: number; role: Reminded['role']; onCall: OnCall } | undefined
      /** Slower paces on offer, in milliseconds. */
      relax?: number[] | undefined
    }
  | {
      purpose: 'role-offer'
      /** For whom it is drawn: who was asked, everybody, or who asked. */
      audience: 'person' | 'channel' | 'offerer'
      offer: RoleOffer
      incident: Pick<Incident, 'id' | 'title' | 'channel'>
      /** Who holds the role now; null where nobody does. */
      holder: UserId | null
      description: string | null
    }
  /** Somebody with a role is no longer in the workspace; `roles` are those that fell back to the commander. */
  | {
      purpose: 'person-left'
      incident: Pick<Incident, 'id' | 'title'>
      user: UserId
      roles: string[]
      wasCommander: boolean
    }
  | {
      purpose: 'task-reminder'
      incident: Pick<Incident, 'id' | 'title'>
      task: Task
      /** The day it reminds on. */
      day: string
    }
  | {
      purpose: 'runbook-card'
      incident: Pick<Incident, 'id' | 'title'>
      started: StartedRunbook
      /** From 0. */
      page: number
    }
  | {
      purpose: 'resolution-report'
      audience: Audience
      incident: Incident
      timeline: TimelineEntry[]
      promises: PromiseLedger
      report: IncidentReport
    }
  | {
      purpose: 'postmortem-news'
      incident: Incident
      news: PostmortemNews
      postmortem: PostmortemStanding | null
      reviewers: { group?: GroupId | undefined; users: UserId[] }
    }
  /** A fix was watched long enough. `isStillDue` is false where the incident went on since. */
  | { purpose: 'resolve-offer'; incident: Incident; health: Health; isStillDue: boolean }
  | {
      /** `into` is where the work goes on. */
      purpose: 'incident-dropped'
      audience: Audience
      incidentId: number
      title: string
      to: 'declined' | 'merged' | 'cancelled'
      by: UserId
      because: string
      into: { id: number; title: string; channel: ChannelId | null } | null
    }
  /** What a drill's script says at its time. `imagined`: nothing can be broken where it is held. */
  | {
      purpose: 'drill-step'
      step: number
      of: number
      say: string
      fault: { isOn: boolean; went: 'done' | 'failed' | 'imagined' } | null
    }
  | { purpose: 'drill-score'; script: string; score: DrillScore }
  | { purpose: 'page' | 'page-failed'; page: Page; about: PagedAbout }
  /**
   * `others` stand on the same card. `incident` is an open one about the same service, `deployments` are those begun in
   * the two hours before, and `channel` is where the work on its own incident goes on.
   */
  | {
      purpose: 'alert-card'
      alert: Alert
      others: Alert[]
      isSilenced: boolean
      flapping: Flapping | null
      channel: ChannelId | null
      runbook: { name: string; title: string } | null
      incident: { id: number; title: string } | null
      deployments: { id: number; service: string; environment: string; state: string; at: Date | null }[]
    }
  /** A silence has ended, and it still fires. `by` is whose silence it was. */
  | { purpose: 'alert-still-fires'; alert: Alert; by: UserId; because: string }
  | { purpose: 'correction-card'; correction: Correction }
  | { purpose: 'diagnostic-card'; diagnostic: Diagnostic }
  | { purpose: 'lock-taken'; was: LockFacts; now: LockFacts; at: Date }

/** What may have caused an incident, most suspicious first, what was taken back since, and what it locks. */
export type Suspicion = { suspects: Suspect[]; windowMs: number; cures: Cure[]; locks: LockedPlace[] }

/** Sentences on what changed without Pilothouse, and on where nobody could look. */
export type Elsewhere = { found: string[]; unknown: string[] }

/** `switched` are those that were switched for this deployment since. */
export type ShownSuspects = SuspectFlags & { switched: { name: string; isOn: boolean; at: Date }[] }

/** Responders work on an incident and see everything; stakeholders are told how it stands. */
export type Audience = 'responders' | 'stakeholders'

/** Whom to name where whoever is on call is meant; null where nobody is. */
export type OnCall = { group: GroupId } | { user: UserId } | null

/** What became of the update that somebody was reminded of. */
export type NudgeStanding =
  | { is: 'owed' }
  | { is: 'posted'; at: Date; by: UserId | null }
  | { is: 'held'; at: Date }
  | { is: 'released'; because: 'resolved' | 'dropped' | 'paused' | 'rescheduled' }
  | { is: 'handed-over'; to: UserId }

/** How the incident's update promises ended. */
export type PromiseLedger = { kept: number; late: number; held: number }

export type Purpose = Message['purpose']
