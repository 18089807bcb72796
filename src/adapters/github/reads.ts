import { z } from 'zod'
import type { Commit } from '../../domain/deployment/release.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { CodeHost } from '../../ports.ts'
import { branchAnswer, commitAnswer, comparisonAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'

type Reads = Pick<CodeHost, 'resolve' | 'branches' | 'recentCommits' | 'compare'>

const shownCommits = 50

export function createReads(client: GithubClient): Reads {
  return {
    resolve: (repository, ref) => resolve(client, repository, ref),
    branches: async (repository) => {
      const { octokit, repo } = await client.on(repository)
      const data = await client.ask(`list the branches of ${repository}`, branchAnswer.array(), (signal) =>
        octokit.rest.repos.listBranches({ ...repo, per_page: 100, request: { signal } }),
      )
      return data.map((branch) => branch.name)
    },
    recentCommits: async (repository, ref, limit) => {
      const { octokit, repo } = await client.on(repository)
      const data = await client.ask(
        `list the commits of ${ref} in ${repository}`,
        commitAnswer.array(),
        (signal) =>
          octokit.rest.repos.listCommits({ ...repo, sha: ref, per_page: limit, request: { signal } }),
      )
      return data.map(toCommit)
    },
    compare: (repository, base, head) => compare(client, repository, base, head),
  }
}

/** Git allows no such names, and as a part of an address they would mean another place. */
const isImpossible = (ref: string): boolean =>
  ref === '' || ref.includes('..') || /^\.|[\s~^:?*[\\]/.test(ref)

async function resolve(
  client: GithubClient,
  repository: string,
  ref: string,
): Promise<{ sha: string } | null> {
  if (isImpossible(ref)) return null
  const { octokit, repo } = await client.on(repository)
  try {
    const { sha } = await client.ask(`find ${ref} in ${repository}`, commitAnswer, (signal) =>
      octokit.rest.repos.getCommit({ ...repo, ref, request: { signal } }),
    )
    return { sha }
  } catch (error) {
    if (error instanceof UpstreamError && error.code === '422') return null
    if (error instanceof UpstreamError && error.code === '404')
      return refuseUnlessVisible(client, repository, error)
    throw error
  }
}

/** A missing ref and a repository that the token may not see look alike; only the first is an answer. */
async function refuseUnlessVisible(
  client: GithubClient,
  repository: string,
  error: UpstreamError,
): Promise<null> {
  const { octokit, repo } = await client.on(repository)
  await client
    .ask(`open ${repository}`, z.unknown(), (signal) =>
      octokit.rest.repos.get({ ...repo, request: { signal } }),
    )
    .catch((other: unknown) => {
      throw other instanceof UpstreamError ? other : error
    })
  return null
}

async function compare(client: GithubClient, repository: string, base: string, head: string) {
  const { octokit, repo } = await client.on(repository)
  const page = (number: number) =>
    client.ask(`compare ${base} with ${head} in ${repository}`, comparisonAnswer, (signal) =>
      octokit.rest.repos.compareCommitsWithBasehead({
        ...repo,
        basehead: `${base}...${head}`,
        per_page: shownCommits,
        page: number,
        request: { signal },
      }),
    )
  const first = await page(1)
  const lastPage = Math.ceil(first.total_commits / shownCommits)
  // The list is oldest first, so the newest are on its last page, and on the one before where that is not full.
  const later = await Promise.all([lastPage - 1, lastPage].filter((number) => number > 1).map(page))
  const commits = [first, ...later].flatMap((answer) => answer.commits)
  const newest = commits.slice(-shownCommits).reverse().map(toCommit)
  return { direction: first.status, commits: newest, total: first.total_commits }
}

function toCommit(answer: z.infer<typeof commitAnswer>): Commit {
  const { message, author, committer } = answer.commit
  return {
    sha: answer.sha,
    subject: message.split('\n')[0] ?? '',
    author: {
      login: answer.author?.login,
      name: author?.name ?? answer.author?.login ?? 'unknown',
      email: author?.email ?? undefined,
    },
    at: committer?.date ?? author?.date ?? '',
    url: answer.html_url,
  }
}
