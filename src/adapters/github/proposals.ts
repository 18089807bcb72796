import { createHash } from 'node:crypto'
import type { Sighting } from '../../domain/act.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { CodeHost, Proposal, ProposedFile } from '../../ports.ts'
import { commitTreeAnswer, pullAnswer, refAnswer, shaAnswer } from './answers.ts'
import { type GithubClient, once } from './client.ts'
import { readFile } from './files.ts'
import { newestPullOf } from './pulls.ts'

type Work = { client: GithubClient; wanted: ProposedFile }
type Pull = NonNullable<Awaited<ReturnType<typeof newestPullOf>>>
type Done = Extract<Sighting<Proposal>, { seen: 'done' }>
type Failed = { seen: 'failed'; reason: string }

/** One file on a branch of its own: each part is looked for before it is made, so all may be done again. */
export function proposeFile(client: GithubClient): CodeHost['proposeFile'] {
  return {
    perform: async (_key, wanted) => {
      try {
        return await propose({ client, wanted })
      } catch (error) {
        if (error instanceof UpstreamError && ['404', '422'].includes(error.code ?? ''))
          return { seen: 'failed', reason: error.message }
        throw error
      }
    },
    observe: async (_key, wanted) => {
      const work = { client, wanted }
      const pull = await newestPullOf(client, wanted.repository, wanted.head)
      if (pull?.state === 'merged') return done(pull)
      if (pull?.state !== 'open') return { seen: 'absent' }
      const tip = await tipOf(work, wanted.head)
      const standing = tip === null ? 'to-write' : await standingOf(work, tip, true)
      return standing === 'there' || standing === 'foreign' ? done(pull, standing) : { seen: 'absent' }
    },
  }
}

async function propose(work: Work): Promise<Done | Failed> {
  const { client, wanted } = work
  const pull = await newestPullOf(client, wanted.repository, wanted.head)
  if (pull?.state === 'merged') return done(pull)
  const tip = await tipOf(work, wanted.head)
  const onto = tip ?? (await tipOf(work, wanted.branch))
  if (!onto) return failed(`${wanted.repository} has no branch ${wanted.branch}.`)
  const standing = await standingOf(work, onto, tip !== null)
  if (!tip && standing === 'foreign')
    return failed(`${wanted.path} is in ${wanted.repository} already, and somebody else wrote it.`)
  if (!tip && standing === 'there')
    return failed(`${wanted.branch} has ${wanted.path} as it is already, so there is nothing to merge.`)
  const sha = standing === 'to-write' ? await write(work, onto, tip !== null) : onto
  const open = pull?.state === 'open' ? { ...pull, sha } : await openPull(work, sha)
  return done(open, standing)
}

const failed = (reason: string): Failed => ({ seen: 'failed', reason })

function done({ number, url, sha }: Pick<Pull, 'number' | 'url' | 'sha'>, standing?: Standing): Done {
  const outcome = { number, url, sha, isLeftAlone: standing === 'foreign' }
  return { seen: 'done', remote: String(number), link: url, outcome }
}

/** The commit that a branch points at; null where there is no such branch. */
async function tipOf({ client, wanted }: Work, branch: string): Promise<string | null> {
  const { octokit, repo } = await client.on(wanted.repository)
  try {
    const what = `find ${branch} in ${wanted.repository}`
    const { object } = await client.ask(what, refAnswer, (signal) =>
      octokit.rest.git.getRef({ ...repo, ref: `heads/${branch}`, request: { signal } }),
    )
    return object.sha
  } catch (error) {
    if (error instanceof UpstreamError && error.code === '404') return null
    throw error
  }
}

/** Whether the file is as wanted, may be written, or holds what somebody else wrote; also where they removed it. */
type Standing = 'there' | 'to-write' | 'foreign'

async function standingOf({ client, wanted }: Work, sha: string, isOurs: boolean): Promise<Standing> {
  const bytes = await readFile(client, wanted.repository, sha, wanted.path)
  if (bytes === null) return isOurs && wanted.known.length > 1 ? 'foreign' : 'to-write'
  const content = Buffer.from(bytes).toString('utf8')
  if (content === wanted.content) return 'there'
  return wanted.known.includes(createHash('sha256').update(content).digest('hex')) ? 'to-write' : 'foreign'
}

/** A tree and a commit that nothing points at hurt nobody; only moving the branch is seen. */
async function write({ client, wanted }: Work, onto: string, isThere: boolean): Promise<string> {
  const { repository, head, path, content, title } = wanted
  const { octokit, repo } = await client.on(repository)
  const what = (part: string) => `write the ${part} of ${path} in ${repository}`
  const base = await client.ask(`read ${onto.slice(0, 7)} in ${repository}`, commitTreeAnswer, (signal) =>
    octokit.rest.repos.getCommit({ ...repo, ref: onto, request: { signal } }),
  )
  const tree = await client.act(what('files'), shaAnswer, (signal) =>
    octokit.rest.git.createTree({
      ...repo,
      base_tree: base.commit.tree.sha,
      tree: [{ path, mode: '100644', type: 'blob', content }],
      ...once(signal),
    }),
  )
  const message = isThere ? `Update: ${title}` : title
  const { sha } = await client.act(what('commit'), shaAnswer, (signal) =>
    octokit.rest.git.createCommit({ ...repo, message, tree: tree.sha, parents: [onto], ...once(signal) }),
  )
  await client.act(what('branch'), refAnswer, (signal) =>
    isThere
      ? octokit.rest.git.updateRef({ ...repo, ref: `heads/${head}`, sha, ...once(signal) })
      : octokit.rest.git.createRef({ ...repo, ref: `refs/heads/${head}`, sha, ...once(signal) }),
  )
  return sha
}

async function openPull({ client, wanted }: Work, sha: string): Promise<Pull> {
  const { repository, branch: base, head, title, body } = wanted
  const { octokit, repo } = await client.on(repository)
  const what = `open a pull request from ${head} in ${repository}`
  const { number, html_url: url } = await client.act(what, pullAnswer, (signal) =>
    octokit.rest.pulls.create({ ...repo, title, body, base, head, ...once(signal) }),
  )
  return { number, url, sha, state: 'open' }
}
