import type { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { PullState } from '../../ports.ts'
import { pullStateAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'

type Answer = z.infer<typeof pullStateAnswer>

/** Null where there is no pull request of this number. */
export async function readPull(
  client: GithubClient,
  repository: string,
  number: number,
): Promise<PullState | null> {
  const { octokit, repo } = await client.on(repository)
  try {
    const what = `read pull request ${number} in ${repository}`
    const pull = await client.ask(what, pullStateAnswer, (signal) =>
      octokit.rest.pulls.get({ ...repo, pull_number: number, request: { signal } }),
    )
    return { state: stateOf(pull), sha: pull.head.sha, url: pull.html_url }
  } catch (error) {
    if (error instanceof UpstreamError && error.code === '404') return null
    throw error
  }
}

/** The pull request that was last opened from a branch. */
export async function newestPullOf(
  client: GithubClient,
  repository: string,
  branch: string,
): Promise<(PullState & { number: number }) | null> {
  const { octokit, repo } = await client.on(repository)
  const what = `look for the pull request of ${branch} in ${repository}`
  const head = `${repo.owner}:${branch}`
  const found = await client.ask(what, pullStateAnswer.array(), (signal) =>
    octokit.rest.pulls.list({ ...repo, state: 'all', head, request: { signal } }),
  )
  const [newest] = found.sort((a, b) => b.number - a.number)
  return newest
    ? { number: newest.number, state: stateOf(newest), sha: newest.head.sha, url: newest.html_url }
    : null
}

const stateOf = ({ state, merged_at }: Answer): PullState['state'] => {
  if (merged_at) return 'merged'
  return state === 'open' ? 'open' : 'closed'
}
