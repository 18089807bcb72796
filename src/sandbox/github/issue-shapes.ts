import type { Context } from 'hono'
import { endsOf } from './branches.ts'
import { people } from './people.ts'
import { changesOfPull } from './pull-changes.ts'
import { repositoryShape, userShape } from './shapes.ts'
import type { Comment, Issue, PullRequest } from './state.ts'
import { type GithubWorld, owner, pageUrl, repositoryUrl } from './world.ts'

export function issueShape(c: Context, world: GithubWorld, issue: Issue) {
  const url = `${repositoryUrl(c)}/issues/${issue.number}`
  const pull = issue.pull && {
    url: `${repositoryUrl(c)}/pulls/${issue.number}`,
    html_url: pageUrl(c, `pull/${issue.number}`),
    merged_at: issue.pull.merged?.at ?? null,
  }
  return {
    ...sharedShape(c, issue),
    url,
    html_url: pull?.html_url ?? pageUrl(c, `issues/${issue.number}`),
    comments_url: `${url}/comments`,
    comments: world.state.comments.filter((comment) => comment.issue === issue.number).length,
    ...(pull ? { pull_request: pull } : {}),
  }
}

function sharedShape(c: Context, issue: Issue) {
  return {
    id: issue.id,
    node_id: `I_${issue.id}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.stateReason ?? null,
    locked: false,
    user: userShape(c, issue.author),
    labels: issue.labels.map((name, index) => ({ id: index + 1, name, color: 'ededed', default: false })),
    assignees: assigneesOf(issue).map((person) => userShape(c, person)),
    milestone: null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt ?? null,
  }
}

function assigneesOf({ assignees = [] }: Issue) {
  return Object.values(people).filter(({ login }) => assignees.includes(login))
}

export type PullIssue = Issue & { pull: PullRequest }

/** A pull request; `whole` adds what GitHub leaves out of lists. */
export function pullShape(c: Context, world: GithubWorld, issue: PullIssue, whole = true) {
  const { pull, number } = issue
  const ends = endsOf(world, pull)
  const url = `${repositoryUrl(c)}/pulls/${number}`
  return {
    ...sharedShape(c, issue),
    url,
    html_url: pageUrl(c, `pull/${number}`),
    issue_url: `${repositoryUrl(c)}/issues/${number}`,
    comments_url: `${repositoryUrl(c)}/issues/${number}/comments`,
    draft: pull.isDraft,
    head: endShape(c, pull.head, ends.head),
    base: endShape(c, pull.base, ends.base),
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? null,
    ...(whole ? wholeShape(c, world, issue) : {}),
  }
}

function wholeShape(c: Context, world: GithubWorld, { pull, state }: PullIssue) {
  const { ahead, files, isMergeable } = changesOfPull(world, pull)
  const sum = (count: 'additions' | 'deletions') => files.reduce((total, file) => total + file[count], 0)
  return {
    merged: pull.merged !== undefined,
    merged_by: pull.merged ? userShape(c, pull.merged.by) : null,
    mergeable: state === 'open' ? isMergeable : null,
    mergeable_state: state === 'open' ? (isMergeable ? 'clean' : 'dirty') : 'unknown',
    commits: ahead.length,
    changed_files: files.length,
    additions: sum('additions'),
    deletions: sum('deletions'),
  }
}

function endShape(c: Context, ref: string, sha: string) {
  const repo = repositoryShape(c)
  return { label: `${owner}:${ref}`, ref, sha, user: repo.owner, repo }
}

export function commentShape(c: Context, comment: Comment) {
  const url = `${repositoryUrl(c)}/issues/comments/${comment.id}`
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url,
    html_url: `${pageUrl(c, `issues/${comment.issue}`)}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(c)}/issues/${comment.issue}`,
    body: comment.body,
    user: userShape(c, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.createdAt,
  }
}
