import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { body, invalid, notFound, page } from './answers.ts'
import { closeIssue } from './branches.ts'
import { commentShape, issueShape } from './issue-shapes.ts'
import { people } from './people.ts'
import type { Comment, Issue, PullRequest } from './state.ts'
import type { GithubWorld } from './world.ts'

const sentIssue = z.object({
  title: z.string().min(1),
  body: z.string().nullish(),
  labels: z.array(z.string()).default([]),
  assignees: z.array(z.string()).default([]),
})
const changedIssue = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  labels: z.array(z.string()).optional(),
  assignees: z.array(z.string()).optional(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).nullish(),
})
const sentComment = z.object({ body: z.string().min(1) })

/** Issues and the comments on them; a pull request is an issue too. */
export function issueRoutes(world: GithubWorld): Hono {
  const find = (c: Context) =>
    world.state.issues.find((issue) => String(issue.number) === c.req.param('number'))
  return new Hono()
    .post('/issues', async (c) => createIssue(c, world, await body(c)))
    .get('/issues', (c) => listIssues(c, world))
    .get('/issues/:number', (c) => {
      const issue = find(c)
      return issue ? c.json(issueShape(c, world, issue)) : notFound(c)
    })
    .patch('/issues/:number', async (c) => changeIssue(c, world, find(c), await body(c)))
    .get('/issues/:number/comments', (c) => {
      const issue = find(c)
      if (!issue) return notFound(c)
      const since = c.req.query('since') ?? ''
      const all = world.state.comments.filter(
        (comment) => comment.issue === issue.number && comment.createdAt >= since,
      )
      return c.json(page(c, all).map((comment) => commentShape(c, comment)))
    })
    .post('/issues/:number/comments', async (c) => addComment(c, world, find(c), await body(c)))
}

type Wanted = { title: string; body: string; labels?: string[]; assignees?: string[]; pull?: PullRequest }

/** Adds an issue, or a pull request, under the next number. */
export function newIssue(
  world: GithubWorld,
  { title, body, labels = [], assignees = [], pull }: Wanted,
): Issue {
  const at = world.now().toISOString()
  const issue: Issue = {
    number: world.state.issues.length + 1,
    id: world.state.nextId++,
    state: 'open',
    author: people.tomas,
    createdAt: at,
    updatedAt: at,
    ...{ title, body, labels, assignees },
    ...(pull ? { pull } : {}),
  }
  world.state.issues.push(issue)
  return issue
}

function createIssue(c: Context, world: GithubWorld, sent: unknown): Response {
  const wanted = sentIssue.safeParse(sent)
  if (!wanted.success) return invalid(c, 'Issue', 'title', 'missing_field')
  const { title, body, labels, assignees } = wanted.data
  if (!assignees.every(isAssignable)) return invalid(c, 'Issue', 'assignees')
  const issue = newIssue(world, { title, body: body ?? '', labels, assignees })
  world.done('github-issue', undefined, { number: issue.number, title })
  return c.json(issueShape(c, world, issue), 201)
}

function listIssues(c: Context, world: GithubWorld): Response {
  const { state = 'open', labels, since = '' } = c.req.query()
  const wanted = labels?.split(',') ?? []
  const found = world.state.issues
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => wanted.every((label) => issue.labels.includes(label)))
    .filter((issue) => issue.updatedAt >= since)
    .reverse()
  return c.json(page(c, found).map((issue) => issueShape(c, world, issue)))
}

function changeIssue(c: Context, world: GithubWorld, issue: Issue | undefined, sent: unknown): Response {
  if (!issue) return notFound(c)
  const wanted = changedIssue.safeParse(sent)
  if (!wanted.success) return invalid(c, 'Issue', String(wanted.error.issues[0]?.path[0] ?? 'state'))
  const { title, body, labels, assignees, state, state_reason: reason } = wanted.data
  if (!(assignees ?? []).every(isAssignable)) return invalid(c, 'Issue', 'assignees')
  if (title !== undefined) issue.title = title
  if (body !== undefined) issue.body = body ?? ''
  if (labels) issue.labels = labels
  if (assignees) issue.assignees = assignees
  issue.updatedAt = world.now().toISOString()
  setState(world, issue, state, reason ?? undefined)
  world.done('github-issue-update', undefined, { number: issue.number, ...wanted.data })
  return c.json(issueShape(c, world, issue))
}

function setState(
  world: GithubWorld,
  issue: Issue,
  state: Issue['state'] | undefined,
  reason?: string,
): void {
  if (state === 'closed' && issue.state === 'open') {
    closeIssue(world, issue)
    issue.stateReason = reason ?? 'completed'
  }
  if (state !== 'open' || issue.pull) return
  if (issue.state === 'closed') issue.stateReason = 'reopened'
  issue.state = 'open'
  delete issue.closedAt
}

/** Only who works on the repository may be assigned. */
const isAssignable = (login: string): boolean => Object.values(people).some((one) => one.login === login)

function addComment(c: Context, world: GithubWorld, issue: Issue | undefined, sent: unknown): Response {
  if (!issue) return notFound(c)
  const wanted = sentComment.safeParse(sent)
  if (!wanted.success) return invalid(c, 'IssueComment', 'body', 'missing_field')
  const comment: Comment = {
    id: world.state.nextId++,
    issue: issue.number,
    body: wanted.data.body,
    author: people.tomas,
    createdAt: world.now().toISOString(),
  }
  world.state.comments.push(comment)
  issue.updatedAt = comment.createdAt
  world.done('github-comment', undefined, { issue: issue.number, body: comment.body })
  return c.json(commentShape(c, comment), 201)
}
