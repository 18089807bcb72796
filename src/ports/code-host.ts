import type { Check, Commit } from '../domain/deployment/release.ts'
import type { Review } from '../domain/gate/checklist.ts'
import type { Finding } from '../domain/status/finding.ts'
import type { OutsideAct } from './outside-act.ts'

/** GitHub. `repository` is `owner/name`. */
export type CodeHost = {
  /** The commit a branch, tag or (short) sha names; null where there is none. */
  resolve(repository: string, ref: string): Promise<{ sha: string } | null>
  /** Branch names, at most 100, for suggestions. */
  branches(repository: string): Promise<string[]>
  /** Newest first, at most `limit`. */
  recentCommits(repository: string, ref: string, limit: number): Promise<Commit[]>
  /** Commits in `head` that are not in `base`, newest first, at most 50. */
  compare(
    repository: string,
    base: string,
    head: string,
  ): Promise<{ direction: 'ahead' | 'behind' | 'diverged' | 'identical'; commits: Commit[]; total: number }>
  /** Check runs and commit statuses together, by name. */
  checks(repository: string, sha: string): Promise<Check[]>
  /** What reviewers said of the pull request that brought a commit; each reviewer's newest word counts. */
  review(repository: string, sha: string): Promise<Review>
  /** A GitHub Deployment; its payload carries the key. Outcome: its id. */
  recordDeployment: OutsideAct<DeploymentRecord, { id: number }>
  /** The state of a GitHub Deployment. */
  recordStatus: OutsideAct<DeploymentStatusRecord, { id: number }>
  /** Dispatches a workflow and follows it to its end; the input `deployment` carries the key into the run's name. */
  runWorkflow: OutsideAct<WorkflowRun, { conclusion: 'success'; url: string }>
  /** The jobs of a run, in their order, for the card. */
  jobs(
    repository: string,
    runId: string,
  ): Promise<{ name: string; state: 'queued' | 'running' | 'passed' | 'failed' | 'skipped'; url: string }[]>
  /** A file at a commit; null where there is none. At most 5 MB. */
  readFile(repository: string, sha: string, path: string): Promise<Uint8Array | null>
  /** Paths of all files below a folder at a commit. */
  listFiles(repository: string, sha: string, folder: string): Promise<string[]>
  /**
   * Opens a pull request onto `branch` that takes the changes of `base..head` back. A file that was changed again since
   * is left alone and named in the outcome.
   */
  revert: OutsideAct<RevertRequest, { number: number; url: string; leftAlone: string[] }>
  /**
   * Keeps one file on the branch `head`, with a pull request from it onto `branch`. Where anybody else wrote into the
   * file, it is left alone. A request that was merged is not touched either.
   */
  proposeFile: OutsideAct<ProposedFile, Proposal>
  /** A pull request as it is now; null where there is none. */
  pull(repository: string, number: number): Promise<PullState | null>
  /** A commit status, which GitHub shows beside the checks. */
  setStatus: OutsideAct<StatusToSet, object>
  /** Opens an issue; its body carries the key, unseen. Who may not be assigned is left out, and named in the outcome. */
  openIssue: OutsideAct<NewIssue, { number: number; url: string; unassigned: string[] }>
  commentIssue: OutsideAct<IssueComment, { id: number; url: string }>
  /** Changes only what is named; may simply be done again. */
  editIssue: OutsideAct<IssueEdit, { number: number; url: string }>
  closeIssue: OutsideAct<IssueEnd, { number: number; url: string }>
  reopenIssue: OutsideAct<IssueEnd, { number: number; url: string }>
  /** An issue as it is now; null where there is none, or it was deleted. */
  issue(repository: string, number: number): Promise<IssueState | null>
  /** Asks a run to stop; true where it will. */
  cancelRun(repository: string, runId: string): Promise<boolean>
  /** Looks whether the token may see a repository, and do in it what Pilothouse does. */
  examine(repository: string): Promise<Finding[]>
}

export type DeploymentRecord = {
  repository: string
  sha: string
  environment: string
  description: string
  service: string
}
export type DeploymentStatusRecord = {
  repository: string
  deploymentId: number
  state: 'in_progress' | 'success' | 'failure' | 'error' | 'inactive'
  description: string
  logUrl?: string | undefined
  environmentUrl?: string | undefined
}
export type RevertRequest = {
  repository: string
  branch: string
  base: string
  head: string
  title: string
  body: string
}
/** `known` are the SHA-256 hashes of every content that was ever proposed for it. `body` is Markdown. */
export type ProposedFile = {
  repository: string
  branch: string
  head: string
  path: string
  content: string
  known: readonly string[]
  title: string
  body: string
}
/** `sha` is the head of its branch. */
export type Proposal = { number: number; url: string; sha: string; isLeftAlone: boolean }
export type PullState = { state: 'open' | 'merged' | 'closed'; sha: string; url: string }
/** `description` is at most 140 characters. */
export type StatusToSet = {
  repository: string
  sha: string
  name: string
  state: 'success' | 'failure'
  description: string
}
export type WorkflowRun = {
  repository: string
  workflow: string
  ref: string
  sha: string
  inputs: Record<string, string>
}
/** `body` is Markdown. `assignees` are logins. */
export type NewIssue = {
  repository: string
  title: string
  body: string
  labels?: string[] | undefined
  assignees?: string[] | undefined
}
/** `since` is a time (ISO 8601) before which it cannot have been said; it shortens the search for it. */
type IssueComment = { repository: string; number: number; body: string; since?: string | undefined }
type IssueEdit = {
  repository: string
  number: number
  title?: string
  body?: string
  labels?: string[]
  assignees?: string[]
}
/** `isDone` false closes it as not planned. */
type IssueEnd = { repository: string; number: number; isDone?: boolean | undefined }
export type IssueState = {
  number: number
  url: string
  title: string
  body: string
  isOpen: boolean
  labels: string[]
  assignees: string[]
  closedAt: Date | null
}
