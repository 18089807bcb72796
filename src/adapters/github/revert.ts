import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { CodeHost } from '../../ports.ts'
import { pullAnswer } from './answers.ts'
import { type GithubClient, once } from './client.ts'
import { leftAloneAt, named, revertedCommit, type Work } from './revert-branch.ts'

type Done = Extract<Sighting<{ number: number; url: string; leftAlone: string[] }>, { seen: 'done' }>
type Pull = z.infer<typeof pullAnswer>

/** One commit on a branch named after the key, and a pull request from it; each is looked for before it is made. */
export function revert(client: GithubClient): CodeHost['revert'] {
  return {
    perform: async (key, request) => {
      const work = { client, request, branch: branchFor(key) }
      try {
        const pull = await findPull(work)
        return pull ? await shown(work, pull) : await carryOut(work)
      } catch (error) {
        if (isRefusal(error)) return { seen: 'failed', reason: error.message }
        throw error
      }
    },
    observe: async (key, request, remote) => {
      const work = { client, request, branch: branchFor(key) }
      const pull = remote === null ? await findPull(work) : await readPull(work, Number(remote))
      return pull ? shown(work, pull) : { seen: 'absent' }
    },
  }
}

function branchFor(key: string): string {
  return `pilothouse/revert-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}

const isRefusal = (error: unknown): error is UpstreamError =>
  error instanceof UpstreamError && ['404', '422', 'truncated'].includes(error.code ?? '')

async function carryOut(work: Work): Promise<Done | { seen: 'failed'; reason: string }> {
  const reverted = await revertedCommit(work)
  if ('reason' in reverted) return { seen: 'failed', reason: reverted.reason }
  const leftAlone = await leftAloneAt(work, reverted.sha)
  return done(await openPull(work, leftAlone), leftAlone)
}

async function shown(work: Work, pull: Pull): Promise<Done> {
  return done(pull, await leftAloneAt(work, pull.head.sha))
}

function done({ number, html_url: url }: Pull, leftAlone: string[]): Done {
  return { seen: 'done', remote: String(number), link: url, outcome: { number, url, leftAlone } }
}

async function findPull({ client, request, branch }: Work): Promise<Pull | undefined> {
  const { octokit, repo } = await client.on(request.repository)
  const what = `look for the pull request of ${branch} in ${request.repository}`
  const found = await client.ask(what, pullAnswer.array(), (signal) =>
    octokit.rest.pulls.list({ ...repo, state: 'all', head: `${repo.owner}:${branch}`, request: { signal } }),
  )
  return found[0]
}

async function readPull({ client, request }: Work, number: number): Promise<Pull> {
  const { octokit, repo } = await client.on(request.repository)
  return client.ask(`read pull request ${number} in ${request.repository}`, pullAnswer, (signal) =>
    octokit.rest.pulls.get({ ...repo, pull_number: number, request: { signal } }),
  )
}

async function openPull({ client, request, branch }: Work, leftAlone: string[]): Promise<Pull> {
  const { octokit, repo } = await client.on(request.repository)
  const { title, branch: base } = request
  const note = `Changed again since, and so left as they are: ${named(leftAlone)}.`
  const body = [request.body, ...(leftAlone.length > 0 ? [note] : [])].join('\n\n')
  return client.act(`open a pull request from ${branch} in ${request.repository}`, pullAnswer, (signal) =>
    octokit.rest.pulls.create({ ...repo, title, body, base, head: branch, ...once(signal) }),
  )
}
