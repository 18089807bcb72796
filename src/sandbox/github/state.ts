export type Person = { login: string; name: string; email: string; id: number }

export type ChangedFile = {
  filename: string
  status: 'added' | 'modified' | 'removed'
  additions: number
  deletions: number
}

export type Commit = {
  sha: string
  message: string
  author: Person
  date: string
  parents: string[]
  files: ChangedFile[]
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

export type GithubState = {
  commits: Record<string, Commit>
  branches: Record<string, string>
  tags: Record<string, string>
  checks: Check[]
  statuses: CommitStatus[]
  deployments: Deployment[]
  runs: Run[]
  nextId: number
}
