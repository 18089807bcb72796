import type { DrillRefusal } from './drill/refusal.ts'
import type { LifecycleRefusal } from './incident/lifecycle-refusal.ts'
import type { Unready } from './incident/monitoring.ts'
import type { ResponseRefusal } from './incident/response-refusal.ts'
import type { OperationRefusal } from './operation/refusal.ts'
import type { PageRefusal } from './page/refusal.ts'
import type { Actor, UserId } from './people.ts'
import type { StatusRefusal } from './status/refusal.ts'
import type { TimelineRefusal } from './timeline/refusal.ts'
import type { UpdateRefusal } from './updates/update-refusal.ts'

/** What a person needs to know of a lock that is in the way. */
export type LockFacts = {
  environment: string
  service: string | null
  holder: Actor
  reason: string
  until: string | null
  isLatch: boolean
  /** The open incident that holds it, where one does. */
  incident?: number | undefined
}

export type Approvers = { group?: string | undefined; users: UserId[] }

/** A "no" with its facts. One exhaustive switch (views/refusal.ts) puts each into words. */
export type Refusal =
  | {
      refused: 'unknown-word'
      what:
        | 'service'
        | 'environment'
        | 'severity'
        | 'role'
        | 'runbook'
        | 'command'
        | 'flag'
        | 'integration'
        | 'drill'
        | 'check'
        | 'component'
        | 'alert'
        | 'capacity'
        | 'cost'
        | 'diagnostic'
        | 'function'
        | 'database'
      given: string
      known: string[]
      suggestion?: string | undefined
    }
  | { refused: 'service-not-in-environment'; service: string; environment: string; known: string[] }
  | { refused: 'locked'; lock: LockFacts }
  | { refused: 'still-undecided'; id: number }
  | {
      refused: 'already-under-way'
      id: number
      state: string
      sha: string
      service: string
      environment: string
    }
  /** `because` is why nobody can tell who the approvers are, where that is so. */
  | { refused: 'not-your-lock'; lock: LockFacts; approvers: Approvers; because: string | null }
  | { refused: 'no-release-to-return-to'; service: string; environment: string }
  | { refused: 'not-a-release-of'; id: number; service: string; environment: string; known: number[] }
  | { refused: 'nothing-to-decide'; id: number; state: string }
  | { refused: 'not-locked'; environment: string; service: string | null }
  | { refused: 'unknown-ref'; ref: string; repository: string; suggestion?: string | undefined }
  | {
      refused: 'frozen'
      service: string
      environment: string
      ref: string
      /** The freeze that is on then. */
      name: string
      until: string
    }
  /** `at` is the moment that was understood. */
  | { refused: 'no-such-start'; at: string; isPast: boolean }
  | { refused: 'not-scheduled'; id: number; state: string }
  | { refused: 'checks-failed'; sha: string; checks: string[] }
  | {
      refused: 'variables-missing'
      service: string
      environment: string
      names: string[]
      /** Where they are kept. */
      kind: 'vercel' | 'supabase-functions'
      project: string
    }
  | { refused: 'checklist-failed'; sha: string; items: { item: string; why: string }[] }
  | { refused: 'no-such-item'; id: number; given: string; known: string[] }
  | { refused: 'nothing-to-tick'; id: number; state: string }
  | { refused: 'no-break-glass'; environment: string }
  /** `because` is why nobody can tell who may, where that is so. */
  | { refused: 'may-not-break-glass'; environment: string; who: Approvers; because: string | null }
  | { refused: 'already-live'; sha: string; environment: string; service: string }
  | { refused: 'missing-words'; command: string; missing: string; example: string }
  | { refused: 'no-such-deployment'; id: string }
  | { refused: 'no-such-incident'; id: string }
  | { refused: 'no-such-alert'; id: string }
  | { refused: 'which-incident'; verb: string; open: { id: number; title: string }[] }
  | { refused: 'not-awaiting-approval'; id: number; state: string; by?: UserId | undefined }
  | { refused: 'plan-changed'; id: number }
  | { refused: 'own-request'; id: number }
  | { refused: 'own-commit'; id: number }
  | {
      refused: 'not-an-approver'
      id: number
      environment: string
      approvers: Approvers
    }
  | { refused: 'approvers-unknown'; id: number; because: string }
  | { refused: 'already-approved'; id: number }
  | { refused: 'too-late-to-cancel'; id: number; state: string; canRollBack?: boolean | undefined }
  | { refused: 'no-postmortem'; id: number; state: string }
  | ({ refused: 'not-ready-to-resolve'; id: number } & Unready)
  | DrillRefusal
  | LifecycleRefusal
  | OperationRefusal
  | PageRefusal
  | ResponseRefusal
  | TimelineRefusal
  | StatusRefusal
  | UpdateRefusal
  | { refused: 'empty-text'; what: string }
  | { refused: 'not-your-team' }
  | { refused: 'changed-meanwhile'; what: string }

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value
