import type { Objects } from './objects.ts'

export type Person = { login: string; name: string; email: string; id: number }

export type ChangedFile = {
  filename: string
  status: 'added' | 'modified' | 'removed' | 'renamed'
  /** Of the file's content now, or before it was removed. */
  sha: string
  additions: number
  deletions: number
  patch?: string
  previous_filename?: string
}

export type Commit = {
  sha: string
  tree: string
  message: string
  author: Person
  date: string
  parents: string[]
}

export type CheckState = 'queued' | 'in_progress' | 'success' | 'failure' | 'cancelled' | 'skipped'
export type Check = { id: number; sha: string; name: string; state: CheckState; startedAt: string }

export type CommitStatus = {
  id: number
  sha: string
  context: string
  state: 'error' | 'failure' | 'pending' | 'success'
  description: string
  createdAt: string
}

export type DeploymentStatus = {
  id: number
  state: string
  description: string
  logUrl: string
  environmentUrl: string
  createdAt: string
}

export type Deployment = {
  id: number
  sha: string
  ref: string
  task: string
  environment: string
  description: string
  payload: unknown
  isTransient: boolean
  isProduction: boolean
  createdAt: string
  statuses: DeploymentStatus[]
}

export type Run = {
  id: number
  number: number
  workflow: string
  title: string
  branch: string
  sha: string
  event: string
  inputs: Record<string, string>
  createdAt: string
  /** Set when the run ended; `fails` is decided by the fault that was on when it was asked for. */
  cancelledAt?: string
  fails: boolean
}

/** An issue, or the part of a pull request that is one: both share their numbers. */
export type Issue = {
  number: number
  id: number
  title: string
  body: string
  state: 'open' | 'closed'
  author: Person
  labels: string[]
  /** Logins; missing in worlds that were saved by an earlier version, as is the reason. */
  assignees?: string[]
  stateReason?: string
  createdAt: string
  updatedAt: string
  closedAt?: string
  pull?: PullRequest
}

export type PullRequest = {
  head: string
  base: string
  isDraft: boolean
  /** Where the branches stood when the pull request was closed; while it is open they are looked up. */
  end?: { head: string; base: string }
  merged?: { sha: string; at: string; by: Person }
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED'
export type Review = {
  id: number
  pull: number
  author: Person
  state: ReviewState
  body: string
  commit: string
  submittedAt: string
}

export type Comment = { id: number; issue: number; body: string; author: Person; createdAt: string }

export type GithubState = {
  objects: Objects
  branches: Record<string, string>
  tags: Record<string, string>
  checks: Check[]
  statuses: CommitStatus[]
  deployments: Deployment[]
  runs: Run[]
  issues: Issue[]
  comments: Comment[]
  /** Missing in worlds that were saved by an earlier version. */
  reviews?: Review[]
  nextId: number
}
