import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { body, invalid, noCommit, page, refuse } from './answers.ts'
import { commitAt, resolve } from './graph.ts'
import type { Check, CommitStatus } from './state.ts'
import { type GithubWorld, pageUrl, repositoryUrl } from './world.ts'

/** Check runs and the older commit statuses. */
export function checkRoutes(world: GithubWorld): Hono {
  return new Hono()
    .get('/commits/:ref/check-runs', (c) => listCheckRuns(c, world, c.req.param('ref')))
    .get('/commits/:ref/status', (c) => combinedStatus(c, world, c.req.param('ref')))
    .post('/statuses/:sha', async (c) => createStatus(c, world, c.req.param('sha'), await body(c)))
    .get('/commits/:ref/statuses', (c) => {
      const commit = resolve(world.state, c.req.param('ref'))
      if (!commit) return noCommit(c, c.req.param('ref'))
      const all = world.state.statuses.filter((status) => status.sha === commit.sha).reverse()
      return c.json(page(c, all).map((status) => statusShape(c, status)))
    })
}

const newStatus = z.object({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  context: z.string().default('default'),
  description: z.string().max(140).nullish(),
})

function createStatus(c: Context, world: GithubWorld, sha: string, sent: unknown): Response {
  const wanted = newStatus.safeParse(sent)
  if (!wanted.success) return invalid(c, 'Status', String(wanted.error.issues[0]?.path[0] ?? 'state'))
  if (!commitAt(world.state, sha)) return refuse(c, 422, `No commit found for SHA: ${sha}`)
  const { state, context, description } = wanted.data
  world.state.nextId += 1
  const { nextId: id, statuses } = world.state
  const status = { id, sha, context, state, description: description ?? '' }
  statuses.push({ ...status, createdAt: world.now().toISOString() })
  world.done('github-status', context, { sha, state, description })
  return c.json(statusShape(c, { ...status, createdAt: world.now().toISOString() }), 201)
}

function listCheckRuns(c: Context, world: GithubWorld, ref: string): Response {
  // A fine-grained token can be given no permission for checks.
  if (/ github_pat_/.test(c.req.header('authorization') ?? ''))
    return refuse(c, 403, 'Resource not accessible by personal access token')
  const commit = resolve(world.state, ref)
  if (!commit) return noCommit(c, ref)
  const { check_name: name, status } = c.req.query()
  const all = world.state.checks
    .filter((check) => check.sha === commit.sha && (!name || check.name === name))
    .map((check) => checkShape(c, world, check))
    .filter((check) => !status || check.status === status)
  return c.json({ total_count: all.length, check_runs: page(c, all) })
}

function checkShape(c: Context, world: GithubWorld, check: Check) {
  const isOver = check.state !== 'queued' && check.state !== 'in_progress'
  return {
    id: check.id,
    name: check.name,
    node_id: `CR_${check.id}`,
    head_sha: check.sha,
    external_id: '',
    url: `${repositoryUrl(c)}/check-runs/${check.id}`,
    html_url: pageUrl(c, `checks/${check.id}`),
    details_url: pageUrl(c, `checks/${check.id}`),
    status: isOver ? 'completed' : check.state,
    conclusion: isOver ? check.state : null,
    started_at: check.startedAt,
    completed_at: isOver ? check.startedAt : null,
    output: { title: null, summary: null, text: null, annotations_count: 0, annotations_url: '' },
    app: { id: 15368, slug: 'github-actions', name: 'GitHub Actions' },
    check_suite: { id: suiteOf(world, check) },
    pull_requests: [],
  }
}

function suiteOf(world: GithubWorld, check: Check): number {
  return world.state.checks.find((other) => other.sha === check.sha)?.id ?? check.id
}

function combinedStatus(c: Context, world: GithubWorld, ref: string): Response {
  const commit = resolve(world.state, ref)
  if (!commit) return noCommit(c, ref)
  const newest = new Map<string, CommitStatus>()
  for (const status of world.state.statuses) if (status.sha === commit.sha) newest.set(status.context, status)
  const statuses = [...newest.values()]
  return c.json({
    state: combined(statuses),
    sha: commit.sha,
    total_count: statuses.length,
    statuses: page(c, statuses).map((status) => statusShape(c, status)),
    url: `${repositoryUrl(c)}/commits/${commit.sha}/status`,
    commit_url: `${repositoryUrl(c)}/commits/${commit.sha}`,
  })
}

/** GitHub says "pending" for a commit that has no status at all. */
export function combined(statuses: CommitStatus[]): 'failure' | 'pending' | 'success' {
  if (statuses.some((status) => status.state === 'failure' || status.state === 'error')) return 'failure'
  if (statuses.length === 0 || statuses.some((status) => status.state === 'pending')) return 'pending'
  return 'success'
}

function statusShape(c: Context, status: CommitStatus) {
  return {
    id: status.id,
    node_id: `SC_${status.id}`,
    url: `${repositoryUrl(c)}/statuses/${status.sha}`,
    context: status.context,
    state: status.state,
    description: status.description,
    target_url: pageUrl(c, `commit/${status.sha}`),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  }
}
