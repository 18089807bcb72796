import { Hono } from 'hono'
import { html } from 'hono/html'
import { endsOf } from './branches.ts'
import { changesOf, commitAt, filesOf } from './graph.ts'
import type { PullIssue } from './issue-shapes.ts'
import { readObject } from './objects.ts'
import { changesOfPull } from './pull-changes.ts'
import { mergePull, pullNumbered } from './pull-routes.ts'
import { progressOf } from './workflows.ts'
import type { GithubWorld } from './world.ts'

/** What stands behind every html_url: a plain page about a commit, a run, or whatever was asked for. */
export function pageRoutes(world: GithubWorld): Hono {
  return new Hono()
    .get('/pages/:owner/:name/:rest{.*}', (c) => {
      const rest = c.req.param('rest')
      const lines = [...aboutCommit(world, rest), ...aboutRun(world, rest), ...aboutIssue(world, rest)]
      const pull = pullNumbered(world, /^pull\/(\d+)$/.exec(rest)?.[1] ?? '')
      return c.html(html`<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${rest || 'harbour/shop'}</title>
<body style="font: 16px/1.5 system-ui; max-width: 42rem; margin: 3rem auto; padding: 0 1rem">
<p>harbour/shop in the sandbox</p><h1>${lines[0] ?? rest}</h1>${lines.slice(1).map((text) => html`<p style="white-space: pre-wrap">${text}</p>`)}
${pull ? [mergeButton(pull), ...filesOfPull(world, pull)] : ''}
</body>`)
    })
    .post('/pages/:owner/:name/pull/:number/merge', (c) => {
      const pull = pullNumbered(world, c.req.param('number'))
      const answer = mergePull(c, world, pull, {})
      return answer.ok ? c.redirect(c.req.path.replace(/\/merge$/, ''), 303) : answer
    })
}

const mergeButton = ({ number, state }: PullIssue) =>
  state === 'open' ? html`<form method="post" action="${number}/merge"><button>Merge it</button></form>` : ''

/** What a pull request brings, in full. */
function filesOfPull(world: GithubWorld, { pull }: PullIssue) {
  const head = commitAt(world.state, endsOf(world, pull).head)
  const files = head ? filesOf(world.state, head) : new Map<string, { sha: string }>()
  return changesOfPull(world, pull).files.map(({ filename }) => {
    const bytes = readObject(world.state.objects, 'blob', files.get(filename)?.sha ?? '')
    return html`<h2>${filename}</h2><pre style="white-space: pre-wrap">${bytes?.toString() ?? 'deleted'}</pre>`
  })
}

function aboutCommit(world: GithubWorld, rest: string): string[] {
  const commit = commitAt(world.state, /^commit\/([0-9a-f]{40})$/.exec(rest)?.[1] ?? '')
  if (!commit) return []
  const files = changesOf(world.state, commit).map(
    (file) => `${file.filename} +${file.additions} −${file.deletions}`,
  )
  return [commit.message, `${commit.author.name}, ${commit.date}`, commit.sha, ...files]
}

function aboutRun(world: GithubWorld, rest: string): string[] {
  const id = Number(/^actions\/runs\/(\d+)/.exec(rest)?.[1])
  const run = world.state.runs.find((one) => one.id === id)
  if (!run) return []
  const { status, conclusion } = progressOf(world, run)
  return [run.title, `Run ${run.number} of ${run.workflow} on ${run.branch}`, conclusion ?? status]
}

function aboutIssue(world: GithubWorld, rest: string): string[] {
  const number = Number(/^(?:pull|issues)\/(\d+)$/.exec(rest)?.[1])
  const issue = world.state.issues.find((one) => one.number === number)
  if (!issue) return []
  const { title, body, author, state, pull } = issue
  const branches = pull ? [`${pull.head} into ${pull.base}`] : []
  const said = world.state.comments.filter((one) => one.issue === number).map((one) => one.body)
  return [
    title,
    `Number ${number}, ${pull?.merged ? 'merged' : state}`,
    author.name,
    ...branches,
    body,
    ...said,
  ]
}
