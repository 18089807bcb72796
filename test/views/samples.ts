import type { Act } from '../../src/domain/act.ts'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import type { Commit } from '../../src/domain/deployment/release.ts'
import type { Tick } from '../../src/domain/gate/checklist.ts'
import type { DeployLock } from '../../src/domain/gate/lock.ts'

export const maya = 'U0MAYA00001'
export const tomas = 'U0TOMAS0001'
export const priya = 'U0PRIYA0001'
export const approvers = 'S0APPROVERS'
export const deploys = 'C0DEPLOYS01'
export const incidentChannel = 'C0INC000003'

export const start = new Date('2026-11-20T14:00:00Z')
export const minutesLater = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000)

const sha = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678'
export const liveSha = '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432'

export const commit = (subject: string, facts: Partial<Commit> = {}): Commit => ({
  sha,
  subject,
  author: { name: 'Maya Lindqvist', login: 'maya-l', slack: maya },
  at: start.toISOString(),
  url: `https://github.com/harbour/shop/commit/${sha}`,
  ...facts,
})

export function planned(facts: Partial<DeploymentPlan> = {}): DeploymentPlan {
  return {
    service: 'web',
    environment: 'production',
    kind: 'vercel',
    ref: 'main',
    sha,
    facts: {
      ref: 'main',
      sha,
      direction: 'ahead',
      commits: [commit('Keep the cart after signing in')],
      totalCommits: 1,
      checks: [{ name: 'unit', state: 'passed' }],
      live: { sha: liveSha, since: '2026-11-18T09:30:00Z' },
    },
    approvalsNeeded: 1,
    approvers: { group: approvers, users: [] },
    authors: [maya],
    unknownAuthors: [],
    steps: ['record', 'build', 'smoke', 'promote', 'check-live'],
    stages: [],
    purpose: 'release',
    returnsTo: { deployment: null, sha: liveSha },
    undo: [],
    rollback: 'ask',
    checklist: [],
    skipped: null,
    hash: '0123456789abcdef',
    ...facts,
  }
}

const common = {
  id: 3,
  purpose: 'release' as const,
  returnsTo: null,
  service: 'web',
  environment: 'production',
  ref: 'main',
  reason: 'The cart is empty after signing in',
  requestedBy: maya,
  requestedAt: start,
  startAt: null as Date | null,
  round: 1,
  acts: [] as Act[],
  ticks: [] as Tick[],
  isBreakGlass: false,
  since: start,
}
type Common = typeof common

export const awaiting = (
  facts: Partial<Common> & {
    plan?: DeploymentPlan
    voided?: string[]
    approvals?: { user: string; at: Date }[]
  } = {},
): Deployment => ({
  ...common,
  state: 'awaiting-approval',
  plan: planned(),
  approvals: [],
  expiresAt: minutesLater(60),
  voided: null,
  ...facts,
})

export const rollingOut = (facts: Partial<Common> & { cancelRequestedBy?: string } = {}): Deployment => ({
  ...common,
  state: 'rolling-out',
  plan: planned(),
  approvals: [{ user: priya, at: minutesLater(1) }],
  startedAt: minutesLater(1),
  cancelRequestedBy: null,
  wentOn: null,
  ...facts,
})

export const verified = (facts: Partial<Common> = {}): Deployment => ({
  ...common,
  state: 'verified',
  plan: planned(),
  approvals: [{ user: priya, at: minutesLater(1) }],
  startedAt: minutesLater(1),
  endedAt: minutesLater(5),
  ...facts,
})

export const failed = (why: string, facts: Partial<Common> = {}): Deployment => ({
  ...common,
  state: 'failed',
  plan: planned(),
  approvals: [{ user: priya, at: minutesLater(1) }],
  startedAt: minutesLater(1),
  endedAt: minutesLater(2),
  failure: {
    step: 'smoke',
    why,
    leaves: 'production still runs 9f8e7d6.',
    next: 'Mend the commit, and deploy again.',
  },
  ...facts,
})

/** A deployment that ended before anything was released, or has no plan yet. */
export function ended(
  state: 'planned' | 'queued' | 'refused' | 'cancelled' | 'rejected' | 'expired',
  words = 'Too risky today',
): Deployment {
  const plan = { plan: planned(), approvals: [] }
  switch (state) {
    case 'planned':
      return { ...common, state, voided: null }
    case 'queued':
      return { ...common, state, ...plan }
    case 'refused':
      return {
        ...common,
        state,
        refusal: { refused: 'unknown-ref', ref: words, repository: 'harbour/shop', suggestion: 'main' },
      }
    case 'cancelled':
      return { ...common, state, ...plan, by: tomas, effect: words, endedAt: minutesLater(3) }
    case 'rejected':
      return { ...common, state, ...plan, by: priya, because: words, endedAt: minutesLater(3) }
    case 'expired':
      return { ...common, state, ...plan, endedAt: minutesLater(60) }
  }
}

export const done = (name: string, seconds = 3, link: string | null = null): Act => ({
  name,
  key: `deployment-3-${name}`,
  state: 'done',
  intendedAt: minutesLater(1),
  finishedAt: new Date(minutesLater(1).getTime() + seconds * 1000),
  outcome: {},
  attempts: 1,
  remote: null,
  progress: null,
  link,
})

export const running = (
  name: string,
  facts: { progress?: string; retryAt?: Date; attempts?: number } = {},
): Act => ({
  name,
  key: `deployment-3-${name}`,
  state: 'intended',
  intendedAt: minutesLater(2),
  retryAt: null,
  attempts: 1,
  remote: 'dpl_42',
  progress: null,
  link: null,
  ...facts,
})

export const failedAct = (name: string, reason: string): Act => ({
  name,
  key: `key-${name}`,
  state: 'failed',
  isUnknown: false,
  intendedAt: minutesLater(1),
  finishedAt: minutesLater(2),
  reason,
  attempts: 3,
  remote: null,
  progress: null,
  link: null,
})

export const heldLock = (facts: Partial<DeployLock> = {}): DeployLock => ({
  ...{ id: 1, environment: 'production', service: null, holder: priya, reason: 'the sale is on' },
  ...{ since: start, until: null, isLatch: false, incident: null },
  ...facts,
})
