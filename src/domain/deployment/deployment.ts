import type { Act } from '../act.ts'
import type { Tick } from '../gate/checklist.ts'
import type { Actor, UserId } from '../people.ts'
import type { Refusal } from '../refusal.ts'
import type { DeploymentPlan, ReturnTarget } from './plan.ts'
import type { StepName, UndoName } from './plan-steps.ts'

export const deploymentStates = [
  'planned',
  'refused',
  'awaiting-approval',
  'queued',
  'rolling-out',
  'watching',
  'paused',
  'verified',
  'failed',
  'rolling-back',
  'rolled-back',
  'cancelled',
  'rejected',
  'expired',
] as const
export type DeploymentState = (typeof deploymentStates)[number]

/** Which state may follow which. The database enforces the same by updating only from the expected state. */
export const transitions = {
  planned: ['awaiting-approval', 'queued', 'refused', 'cancelled', 'failed'],
  'awaiting-approval': ['queued', 'rejected', 'expired', 'cancelled'],
  queued: ['rolling-out', 'planned', 'cancelled', 'failed'],
  'rolling-out': ['watching', 'paused', 'verified', 'failed', 'rolling-back', 'cancelled'],
  watching: ['verified', 'paused', 'failed', 'rolling-back'],
  paused: ['rolling-out', 'watching', 'verified', 'rolling-back'],
  'rolling-back': ['rolled-back', 'failed'],
  'rolled-back': [],
  refused: [],
  verified: [],
  failed: [],
  cancelled: [],
  rejected: [],
  expired: [],
} as const satisfies Record<DeploymentState, readonly DeploymentState[]>

export type Approval = { user: UserId; at: Date }

type Common = {
  id: number
  /** A rollback brings an earlier release back; everything else is a release. */
  purpose: 'release' | 'rollback'
  /** What a rollback brings back; null for a release. */
  returnsTo: ReturnTarget | null
  service: string
  environment: string
  ref: string
  reason: string | null
  requestedBy: UserId
  requestedAt: Date
  /** The time that was asked for; null starts as soon as it may. */
  startAt: Date | null
  /** Counts the plans: a changed fact voids the approvals and begins the next round. */
  round: number
  acts: Act[]
  ticks: Tick[]
  /** Asked for past approvals, boxes, locks, freezes and checks. */
  isBreakGlass: boolean
  /** The incident from whose card it was asked for. */
  incident?: number | null | undefined
  /** Its commander, whose word alone was enough when they asked; null where the usual approvals hold. */
  shortenedBy?: UserId | null | undefined
  /** When the present state began. */
  since: Date
}

type Planned = { plan: DeploymentPlan; approvals: Approval[] }

export type Deployment = Common &
  (
    | { state: 'planned'; voided: string[] | null }
    | { state: 'refused'; refusal: Refusal }
    | ({ state: 'awaiting-approval'; expiresAt: Date; voided: string[] | null } & Planned)
    | ({ state: 'queued' } & Planned)
    | ({
        state: 'rolling-out'
        startedAt: Date
        cancelRequestedBy: UserId | null
        wentOn: WentOn | null
      } & Planned)
    | ({ state: 'watching'; startedAt: Date; acceptedBy: Actor | null } & Planned)
    | ({ state: 'paused'; startedAt: Date; trouble: Trouble } & Planned)
    | ({ state: 'rolling-back'; startedAt: Date; trouble: Trouble; by: Actor } & Planned)
    | ({ state: 'rolled-back'; startedAt: Date; endedAt: Date; trouble: Trouble; by: Actor } & Planned)
    | ({ state: 'verified'; startedAt: Date; endedAt: Date } & Planned)
    | {
        state: 'failed'
        failure: Failure
        plan: DeploymentPlan | null
        approvals: Approval[]
        startedAt: Date | null
        endedAt: Date
      }
    | {
        state: 'cancelled'
        by: Actor
        effect: string
        plan: DeploymentPlan | null
        approvals: Approval[]
        endedAt: Date
      }
    | ({ state: 'rejected'; by: UserId; because: string; endedAt: Date } & Planned)
    | ({ state: 'expired'; endedAt: Date } & Planned)
  )

/** Whose word it is that a rolling release goes on although the watch of this stage did not pass. */
type WentOn = { stage: number; by: UserId }

/** What speaks against a release that is live: it failed, or nobody can tell. */
export type Trouble = { is: 'fail' | 'inconclusive'; step: StepName; why: string }

/** What went wrong, what state it leaves, and what to do next. */
export type Failure = {
  step: StepName | UndoName | 'plan' | 'retake-facts'
  why: string
  leaves: string
  next: string
}

/** States in which something is still to come. */
export const activeStates = deploymentStates.filter((state) => transitions[state].length > 0)

export const isEnded = (state: DeploymentState): boolean => transitions[state].length === 0

/** Before anything outside is changed. */
export const isBeforeStart = (state: DeploymentState): boolean =>
  state === 'planned' || state === 'awaiting-approval' || state === 'queued'
