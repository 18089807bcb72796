import { type Context, Hono } from 'hono'
import { noCommit, notFound, page } from './answers.ts'
import { ancestry, changesOf, commitAt, compare, resolve } from './graph.ts'
import { commitShape, commitWithFiles, fileShape, repositoryShape } from './shapes.ts'
import type { Commit } from './state.ts'
import { type GithubWorld, pageUrl, repositoryUrl } from './world.ts'

/** Branches, tags, commits and comparisons of the one repository there is. */
export function repositoryRoutes(world: GithubWorld): Hono {
  const { state } = world
  return new Hono()
    .get('/', (c) => c.json(repositoryShape(c)))
    .get('/branches', (c) => c.json(page(c, Object.keys(state.branches).sort().map(branchOf(c, world)))))
    .get('/branches/:name{.+}', (c) => showBranch(c, world, c.req.param('name')))
    .get('/tags', (c) => c.json(page(c, Object.entries(state.tags).map(tagOf(c)))))
    .get('/commits', (c) => listCommits(c, world))
    .get('/commits/:ref', (c) => {
      const commit = resolve(state, c.req.param('ref'))
      return commit
        ? c.json(commitWithFiles(c, commit, changesOf(state, commit)))
        : noCommit(c, c.req.param('ref'))
    })
    .get('/compare/:range{.+}', (c) => showComparison(c, world, c.req.param('range')))
}

const branchOf = (c: Context, world: GithubWorld) => (name: string) => {
  const sha = world.state.branches[name] ?? ''
  return { name, commit: { sha, url: `${repositoryUrl(c)}/commits/${sha}` }, protected: name === 'main' }
}

const tagOf =
  (c: Context) =>
  ([name, sha]: [string, string]) => ({ name, commit: { sha, url: `${repositoryUrl(c)}/commits/${sha}` } })

function showBranch(c: Context, world: GithubWorld, name: string): Response {
  const sha = world.state.branches[name]
  const commit = sha === undefined ? undefined : commitAt(world.state, sha)
  if (!commit) return notFound(c)
  return c.json({
    ...branchOf(c, world)(name),
    commit: commitShape(c, commit),
    _links: { self: `${repositoryUrl(c)}/branches/${name}`, html: pageUrl(c, `tree/${name}`) },
  })
}

function listCommits(c: Context, world: GithubWorld): Response {
  const from = resolve(world.state, c.req.query('sha') ?? 'main')
  if (!from) return notFound(c)
  const wanted = ancestry(world.state, from).filter(matching(c, world))
  return c.json(page(c, wanted).map((commit) => commitShape(c, commit)))
}

const matching = (c: Context, world: GithubWorld) => (commit: Commit) => {
  const { author, since, until, path } = c.req.query()
  return (
    (!author || author === commit.author.login || author === commit.author.email) &&
    (!since || commit.date >= since) &&
    (!until || commit.date <= until) &&
    (!path || changesOf(world.state, commit).some((file) => isBelow(path, file.filename)))
  )
}

const isBelow = (path: string, name: string) => name === path || name.startsWith(`${path}/`)

function showComparison(c: Context, world: GithubWorld, range: string): Response {
  const [baseName = '', headName = ''] = range.split('...')
  const base = resolve(world.state, baseName)
  const head = resolve(world.state, headName)
  const found = base && head && compare(world.state, base, head)
  if (!found) return notFound(c)
  const url = `${repositoryUrl(c)}/compare/${range}`
  return c.json({
    url,
    html_url: pageUrl(c, `compare/${range}`),
    permalink_url: pageUrl(c, `compare/${base.sha}...${head.sha}`),
    base_commit: commitShape(c, base),
    merge_base_commit: commitShape(c, found.mergeBase),
    status: found.status,
    ahead_by: found.ahead.length,
    behind_by: found.behind.length,
    total_commits: found.ahead.length,
    commits: page(c, found.ahead).map((commit) => commitShape(c, commit)),
    files: found.files.map((file) => fileShape(c, head, file)),
  })
}
