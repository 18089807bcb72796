import { UpstreamError } from '../../domain/errors.ts'
import { treeAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'
import type { Tree } from './revert-plan.ts'

/** Every file of a commit by its path, submodules and links too. Throws where GitHub does not list them all. */
export async function readTree(client: GithubClient, repository: string, sha: string): Promise<Tree> {
  const { octokit, repo } = await client.on(repository)
  const what = `list the files of ${sha.slice(0, 7)} in ${repository}`
  const { tree, truncated } = await client.ask(what, treeAnswer, (signal) =>
    octokit.rest.git.getTree({ ...repo, tree_sha: sha, recursive: '1', request: { signal } }),
  )
  if (truncated) {
    throw new UpstreamError(
      `GitHub could not ${what}: there are more than it lists at once. Do this by hand, in a clone of the repository.`,
      { service: 'GitHub', isRetryable: false, code: 'truncated' },
    )
  }
  return new Map(
    tree.flatMap(({ path, type, mode, sha: content }) =>
      type === 'tree' || mode === '040000' ? [] : [[path, { type, mode, sha: content }] as const],
    ),
  )
}
