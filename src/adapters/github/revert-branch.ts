import type { z } from 'zod'
import { shortSha } from '../../domain/deployment/release.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { RevertRequest } from '../../ports.ts'
import { commitTreeAnswer, refAnswer, shaAnswer } from './answers.ts'
import { type GithubClient, once } from './client.ts'
import { changedPaths, isSame, planRevert, type RevertPlan } from './revert-plan.ts'
import { readTree } from './trees.ts'

export type Work = { client: GithubClient; request: RevertRequest; branch: string }

type Onto = z.infer<typeof commitTreeAnswer>

const mostNamed = 10

/** The commit at the branch that takes the changes back; makes both where they are missing. `reason` is why it can't. */
export async function revertedCommit(work: Work): Promise<{ sha: string } | { reason: string }> {
  const made = await readBranch(work)
  return made === null ? makeBranch(work) : { sha: made }
}

/** What changed in `base..head` and is not as in `base` at this commit. */
export async function leftAloneAt({ client, request }: Work, sha: string): Promise<string[]> {
  const read = (at: string) => readTree(client, request.repository, at)
  const [base, head, reverted] = await Promise.all([read(request.base), read(request.head), read(sha)])
  return changedPaths(base, head).filter((path) => !isSame(reverted.get(path), base.get(path)))
}

async function readBranch({ client, request, branch }: Work): Promise<string | null> {
  const { octokit, repo } = await client.on(request.repository)
  try {
    const { object } = await client.ask(`find ${branch} in ${request.repository}`, refAnswer, (signal) =>
      octokit.rest.git.getRef({ ...repo, ref: `heads/${branch}`, request: { signal } }),
    )
    return object.sha
  } catch (error) {
    if (error instanceof UpstreamError && error.code === '404') return null
    throw error
  }
}

async function makeBranch(work: Work): Promise<{ sha: string } | { reason: string }> {
  const { client, request } = work
  const { octokit, repo } = await client.on(request.repository)
  const onto = await client.ask(
    `find ${request.branch} in ${request.repository}`,
    commitTreeAnswer,
    (signal) =>
      octokit.rest.repos.getCommit({ ...repo, ref: `heads/${request.branch}`, request: { signal } }),
  )
  const read = (at: string) => readTree(client, request.repository, at)
  const [base, head, now] = await Promise.all([read(request.base), read(request.head), read(onto.sha)])
  const plan = planRevert(base, head, now)
  if (plan.changes.length > 0) return { sha: await writeBranch(work, onto, plan) }
  return { reason: whyNothing(request, plan.leftAlone, changedPaths(base, head).length === 0) }
}

function whyNothing(request: RevertRequest, leftAlone: string[], isEmpty: boolean): string {
  const range = `${shortSha(request.base)} and ${shortSha(request.head)}`
  if (isEmpty) return `No file differs between ${range}, so there is nothing to take back.`
  if (leftAlone.length === 0)
    return `${request.branch} no longer has what changed between ${range}, so there is nothing to take back.`
  return `Everything that changed between ${range} was changed again on ${request.branch} since: ${named(leftAlone)}. Take it back by hand.`
}

/** The first ten paths, and how many more there are. */
export function named(paths: string[]): string {
  const more = paths.length - mostNamed
  return paths.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** Trees and commits that nothing points at hurt nobody; only the ref is seen, and a second one is refused. */
async function writeBranch({ client, request, branch }: Work, onto: Onto, plan: RevertPlan): Promise<string> {
  const { octokit, repo } = await client.on(request.repository)
  const what = (part: string) => `write the ${part} that takes changes back in ${request.repository}`
  const tree = await client.act(what('files'), shaAnswer, (signal) =>
    octokit.rest.git.createTree({
      ...repo,
      base_tree: onto.commit.tree.sha,
      tree: plan.changes,
      ...once(signal),
    }),
  )
  const message = `${request.title}\n\n${request.body}`.trim()
  const commit = await client.act(what('commit'), shaAnswer, (signal) =>
    octokit.rest.git.createCommit({ ...repo, message, tree: tree.sha, parents: [onto.sha], ...once(signal) }),
  )
  await client.act(what('branch'), refAnswer, (signal) =>
    octokit.rest.git.createRef({ ...repo, ref: `refs/heads/${branch}`, sha: commit.sha, ...once(signal) }),
  )
  return commit.sha
}
