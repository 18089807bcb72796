import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { body, invalid, notFound, page, refuse } from './answers.ts'
import { closeIssue, endsOf, pointBranch } from './branches.ts'
import { commitAt, compare } from './graph.ts'
import { newIssue } from './issue-routes.ts'
import { type PullIssue, pullShape } from './issue-shapes.ts'
import { mergedFiles, writeMerge } from './merge.ts'
import { people } from './people.ts'
import { changesOfPull } from './pull-changes.ts'
import { commitShape, fileShape } from './shapes.ts'
import { type GithubWorld, owner } from './world.ts'

const newPull = z.object({
  title: z.string().min(1),
  head: z.string().min(1),
  base: z.string().min(1),
  body: z.string().nullish(),
  draft: z.boolean().default(false),
})
const changedPull = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
})
const mergeBody = z.object({
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
})

/** Pull requests within the repository, to their merge. */
export function pullRoutes(world: GithubWorld): Hono {
  const find = (c: Context) => pullNumbered(world, c.req.param('number') ?? '')
  return new Hono()
    .post('/pulls', async (c) => createPull(c, world, await body(c)))
    .get('/pulls', (c) => listPulls(c, world))
    .get('/pulls/:number', (c) => {
      const found = find(c)
      return found ? c.json(pullShape(c, world, found)) : notFound(c)
    })
    .patch('/pulls/:number', async (c) => changePull(c, world, find(c), await body(c)))
    .get('/pulls/:number/files', (c) => {
      const found = find(c)
      const head = found && commitAt(world.state, endsOf(world, found.pull).head)
      if (!found || !head) return notFound(c)
      return c.json(page(c, changesOfPull(world, found.pull).files).map((file) => fileShape(c, head, file)))
    })
    .get('/pulls/:number/commits', (c) => {
      const found = find(c)
      if (!found) return notFound(c)
      return c.json(page(c, changesOfPull(world, found.pull).ahead).map((commit) => commitShape(c, commit)))
    })
    .get('/pulls/:number/merge', (c) => (find(c)?.pull.merged ? c.body(null, 204) : notFound(c)))
    .put('/pulls/:number/merge', async (c) => mergePull(c, world, find(c), await body(c)))
}

export function pullNumbered(world: GithubWorld, number: string): PullIssue | undefined {
  return allPulls(world).find((issue) => String(issue.number) === number)
}

function allPulls(world: GithubWorld): PullIssue[] {
  return world.state.issues.filter((issue): issue is PullIssue => issue.pull !== undefined)
}

function createPull(c: Context, world: GithubWorld, sent: unknown): Response {
  const wanted = newPull.safeParse(sent)
  if (!wanted.success)
    return invalid(c, 'PullRequest', String(wanted.error.issues[0]?.path[0] ?? 'title'), 'missing_field')
  const { title, base, body: text, draft: isDraft } = wanted.data
  const head = wanted.data.head.replace(new RegExp(`^${owner}:`), '')
  for (const [field, name] of Object.entries({ head, base }))
    if (!Object.hasOwn(world.state.branches, name)) return invalid(c, 'PullRequest', field)
  const reason = reasonAgainst(world, head, base)
  if (reason)
    return refuse(c, 422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message: reason }])
  const issue = newIssue(world, { title, body: text ?? '', pull: { head, base, isDraft } })
  world.done('github-pull', head, { number: issue.number, title, head, base })
  return c.json(pullShape(c, world, { ...issue, pull: { head, base, isDraft } }), 201)
}

function reasonAgainst(world: GithubWorld, head: string, base: string): string | undefined {
  const isOpen = ({ state, pull }: PullIssue) => state === 'open' && pull.head === head && pull.base === base
  if (allPulls(world).some(isOpen)) return `A pull request already exists for ${owner}:${head}.`
  const ends = endsOf(world, { head, base, isDraft: false })
  const [from, to] = [commitAt(world.state, ends.base), commitAt(world.state, ends.head)]
  const comparison = from && to && compare(world.state, from, to)
  return comparison?.ahead.length ? undefined : `No commits between ${base} and ${head}`
}

function listPulls(c: Context, world: GithubWorld): Response {
  const { state = 'open', head, base, direction } = c.req.query()
  const found = allPulls(world)
    .filter((issue) => state === 'all' || issue.state === state)
    .filter(({ pull }) => (!head || `${owner}:${pull.head}` === head) && (!base || pull.base === base))
  const ordered = direction === 'asc' ? found : found.reverse()
  return c.json(page(c, ordered).map((issue) => pullShape(c, world, issue, false)))
}

function changePull(c: Context, world: GithubWorld, issue: PullIssue | undefined, sent: unknown): Response {
  if (!issue) return notFound(c)
  const wanted = changedPull.safeParse(sent)
  if (!wanted.success) return invalid(c, 'PullRequest', String(wanted.error.issues[0]?.path[0] ?? 'state'))
  const { title, body: text, state } = wanted.data
  if (title !== undefined) issue.title = title
  if (text !== undefined) issue.body = text ?? ''
  issue.updatedAt = world.now().toISOString()
  if (state === 'closed' && issue.state === 'open') closeIssue(world, issue)
  if (state === 'open' && issue.state === 'closed') {
    if (issue.pull.merged || !Object.hasOwn(world.state.branches, issue.pull.head))
      return invalid(c, 'PullRequest', 'state')
    reopen(issue)
  }
  world.done('github-pull-update', issue.pull.head, { number: issue.number, ...wanted.data })
  return c.json(pullShape(c, world, issue))
}

function reopen(issue: PullIssue): void {
  issue.state = 'open'
  delete issue.closedAt
  delete issue.pull.end
}

/** Merges as a person does who presses the button. */
export function mergePull(
  c: Context,
  world: GithubWorld,
  issue: PullIssue | undefined,
  sent: unknown,
): Response {
  if (!issue) return notFound(c)
  const wanted = mergeBody.safeParse(sent)
  if (!wanted.success) return refuse(c, 422, 'Validation Failed')
  const { sha: expected, merge_method: method } = wanted.data
  const ends = endsOf(world, issue.pull)
  const [base, head] = [commitAt(world.state, ends.base), commitAt(world.state, ends.head)]
  const files = base && head && mergedFiles(world, base, head)
  if (issue.state === 'closed' || issue.pull.isDraft || !files)
    return refuse(c, 405, 'Pull Request is not mergeable')
  if (method === 'rebase') return refuse(c, 405, 'Rebase merges are not allowed on this repository.')
  if (expected !== undefined && expected !== head.sha)
    return refuse(c, 409, 'Head branch was modified. Review and try the merge again.')
  const message = messageOf(issue, wanted.data)
  const sha = writeMerge(world, base, head, files, { method, message, by: people.tomas })
  closeIssue(world, issue)
  issue.pull.merged = { sha, at: world.now().toISOString(), by: people.tomas }
  pointBranch(world, issue.pull.base, sha)
  world.done('github-merge', issue.pull.head, { number: issue.number, sha, method })
  return c.json({ sha, merged: true, message: 'Pull Request successfully merged' })
}

function messageOf({ pull, number, title }: PullIssue, wanted: z.infer<typeof mergeBody>): string {
  const isSquash = wanted.merge_method === 'squash'
  const first = isSquash
    ? `${title} (#${number})`
    : `Merge pull request #${number} from ${owner}/${pull.head}`
  const rest = wanted.commit_message ?? (isSquash ? '' : title)
  return [wanted.commit_title ?? first, rest].filter(Boolean).join('\n\n')
}
