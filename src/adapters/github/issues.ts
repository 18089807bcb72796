import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { CodeHost, IssueState, NewIssue } from '../../ports.ts'
import { commentAnswer, issueAnswer } from './answers.ts'
import { type GithubClient, once } from './client.ts'

type Issues = Pick<
  CodeHost,
  'openIssue' | 'commentIssue' | 'editIssue' | 'closeIssue' | 'reopenIssue' | 'issue'
>
type Answer = z.infer<typeof issueAnswer>

const perPage = 100
/** An issue is looked for within minutes of being sent; further back it cannot stand. */
const searchedPages = 3
/** GitHub takes 65,536 characters, https://github.com/orgs/community/discussions/41331. */
const longestBody = 60_000

/** Issues and what is said on them. What is opened or said carries its key in a comment that GitHub doesn't show. */
export function issues(client: GithubClient): Issues {
  return {
    openIssue: openIssue(client),
    commentIssue: commentIssue(client),
    editIssue: editIssue(client),
    closeIssue: setState(client, 'closed'),
    reopenIssue: setState(client, 'open'),
    issue: (repository, number) => findIssue(client, repository, number),
  }
}

function openIssue(client: GithubClient): CodeHost['openIssue'] {
  return {
    perform: async (key, wanted) => opened(await create(client, key, wanted), wanted),
    observe: async (key, wanted, remote) => {
      const found =
        remote === null
          ? await findByKey(client, key, wanted)
          : await readIssue(client, wanted.repository, Number(remote))
      return found ? opened(found, wanted) : { seen: 'absent' }
    },
  }
}

function opened(issue: Answer, { assignees = [] }: NewIssue) {
  const taken = issue.assignees.map(({ login }) => login.toLowerCase())
  const unassigned = assignees.filter((login) => !taken.includes(login.toLowerCase()))
  const { number, html_url: url } = issue
  return {
    seen: 'done' as const,
    remote: String(number),
    link: url,
    outcome: { number, url, unassigned },
  }
}

const create = (client: GithubClient, key: string, wanted: NewIssue): Promise<Answer> =>
  withoutAssignees(wanted, (assigned) => send(client, key, assigned))

/** GitHub refuses the whole issue for an assignee who may not be one; the issue matters more. */
async function withoutAssignees<Wanted extends { assignees?: string[] | undefined }>(
  wanted: Wanted,
  act: (wanted: Wanted) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await act(wanted)
  } catch (error) {
    const isAssigned = wanted.assignees !== undefined && wanted.assignees.length > 0
    if (!(error instanceof UpstreamError) || error.code !== '422' || !isAssigned) throw error
    return await act({ ...wanted, assignees: [] })
  }
}

async function send(client: GithubClient, key: string, wanted: NewIssue): Promise<Answer> {
  const { octokit, repo } = await client.on(wanted.repository)
  const { title, labels = [], assignees = [] } = wanted
  const body = withKey(wanted.body, key)
  return client.act(`open an issue in ${wanted.repository}`, issueAnswer, (signal) =>
    octokit.rest.issues.create({ ...repo, title, body, labels, assignees, ...once(signal) }),
  )
}

/** By the newest, and not by labels: GitHub drops those silently where the token may not set them. */
async function findByKey(client: GithubClient, key: string, { repository }: NewIssue) {
  const { octokit, repo } = await client.on(repository)
  const newest = { state: 'all', sort: 'created', direction: 'desc', per_page: perPage } as const
  for (let page = 1; page <= searchedPages; page += 1) {
    const found = await client.ask(`list the issues of ${repository}`, issueAnswer.array(), (signal) =>
      octokit.rest.issues.listForRepo({ ...repo, ...newest, page, request: { signal } }),
    )
    const ours = found.find(({ body }) => isKeyOf(key, body))
    if (ours || found.length < perPage) return ours
  }
  return undefined
}

function commentIssue(client: GithubClient): CodeHost['commentIssue'] {
  return {
    perform: async (key, { repository, number, body }) => {
      const { octokit, repo } = await client.on(repository)
      const said = { ...repo, issue_number: number, body: withKey(body, key) }
      const what = `comment on issue ${number} in ${repository}`
      return commented(
        await client.act(what, commentAnswer, (signal) =>
          octokit.rest.issues.createComment({ ...said, ...once(signal) }),
        ),
      )
    },
    observe: async (key, { repository, number, since }) => {
      const { octokit, repo } = await client.on(repository)
      for (let page = 1; ; page += 1) {
        const asked = { ...repo, issue_number: number, per_page: perPage, page, ...(since ? { since } : {}) }
        const what = `list the comments on issue ${number} in ${repository}`
        const found = await client.ask(what, commentAnswer.array(), (signal) =>
          octokit.rest.issues.listComments({ ...asked, request: { signal } }),
        )
        const ours = found.find(({ body }) => isKeyOf(key, body))
        if (ours) return commented(ours)
        if (found.length < perPage) return { seen: 'absent' }
      }
    },
  }
}

function commented({ id, html_url: url }: z.infer<typeof commentAnswer>) {
  return { seen: 'done' as const, remote: String(id), link: url, outcome: { id, url } }
}

/** The same words twice are the same issue, so it is simply done again. */
function editIssue(client: GithubClient): CodeHost['editIssue'] {
  const edit: CodeHost['editIssue']['perform'] = async (_key, { repository, number, ...changes }) => {
    const { body, ...others } = changes
    const now = body === undefined ? null : await readIssue(client, repository, number)
    const keyed =
      body === undefined
        ? {}
        : { body: `${cut(body)}${mark.exec(now?.body ?? '')?.[0].replaceAll('\r', '') ?? ''}` }
    const { html_url: url } = await withoutAssignees({ ...others, ...keyed }, async (wanted) => {
      const { octokit, repo } = await client.on(repository)
      return await client.act(`edit issue ${number} in ${repository}`, issueAnswer, (signal) =>
        octokit.rest.issues.update({ ...repo, issue_number: number, ...wanted, ...once(signal) }),
      )
    })
    return { seen: 'done', remote: String(number), link: url, outcome: { number, url } }
  }
  return { perform: edit, observe: async (key, input) => await edit(key, input) }
}

function setState(client: GithubClient, state: 'open' | 'closed'): CodeHost['closeIssue'] {
  return {
    perform: async (_key, { repository, number, isDone = true }) => {
      const { octokit, repo } = await client.on(repository)
      const reason = isDone ? ('completed' as const) : ('not_planned' as const)
      const wanted = state === 'closed' ? { state, state_reason: reason } : { state }
      const verb = state === 'closed' ? 'close' : 'reopen'
      const issue = await client.act(`${verb} issue ${number} in ${repository}`, issueAnswer, (signal) =>
        octokit.rest.issues.update({ ...repo, issue_number: number, ...wanted, ...once(signal) }),
      )
      return inState(issue)
    },
    observe: async (_key, { repository, number }) => {
      const issue = await readIssue(client, repository, number)
      return issue.state === state ? inState(issue) : { seen: 'absent' }
    },
  }
}

function inState({ number, html_url: url }: Answer) {
  return { seen: 'done' as const, remote: String(number), link: url, outcome: { number, url } }
}

async function findIssue(
  client: GithubClient,
  repository: string,
  number: number,
): Promise<IssueState | null> {
  try {
    const issue = await readIssue(client, repository, number)
    return {
      number,
      url: issue.html_url,
      title: issue.title,
      body: (issue.body ?? '').replace(mark, ''),
      isOpen: issue.state === 'open',
      labels: issue.labels.map((label) => (typeof label === 'string' ? label : label.name)),
      assignees: issue.assignees.map(({ login }) => login),
      closedAt: issue.closed_at ? new Date(issue.closed_at) : null,
    }
  } catch (error) {
    // 410 is an issue that was deleted.
    if (error instanceof UpstreamError && ['404', '410'].includes(error.code ?? '')) return null
    throw error
  }
}

async function readIssue(client: GithubClient, repository: string, number: number): Promise<Answer> {
  const { octokit, repo } = await client.on(repository)
  return client.ask(`read issue ${number} in ${repository}`, issueAnswer, (signal) =>
    octokit.rest.issues.get({ ...repo, issue_number: number, request: { signal } }),
  )
}

const mark = /\s*<!-- pilothouse [0-9a-f]{32} -->\s*$/

const markOf = (key: string): string =>
  `\n\n<!-- pilothouse ${createHash('sha256').update(key).digest('hex').slice(0, 32)} -->`

const withKey = (body: string, key: string): string => `${cut(body)}${markOf(key)}`

const isKeyOf = (key: string, body: string | null | undefined): boolean =>
  mark.exec(body ?? '')?.[0].trim() === markOf(key).trim()

const cut = (body: string): string =>
  body.length > longestBody ? `${body.slice(0, longestBody - 1)}…` : body
