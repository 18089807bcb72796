import { UpstreamError } from '../../domain/errors.ts'
import { blobAnswer, commitAnswer, contentAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'
import { readTree } from './trees.ts'

const mostBytes = 5_000_000

/** A file's bytes at a commit; null where there is none, or a folder. Throws where it is above 5 MB. */
export async function readFile(
  client: GithubClient,
  repository: string,
  sha: string,
  path: string,
): Promise<Uint8Array | null> {
  const found = await readContent(client, repository, sha, path)
  if (found === null || Array.isArray(found) || found.type !== 'file') return null
  if (found.size > mostBytes) throw tooLarge(repository, path, found.size)
  if (found.encoding === 'base64') return Buffer.from(found.content ?? '', 'base64')
  const { octokit, repo } = await client.on(repository)
  const { content } = await client.ask(`read ${path} in ${repository}`, blobAnswer, (signal) =>
    octokit.rest.git.getBlob({ ...repo, file_sha: found.sha, request: { signal } }),
  )
  return Buffer.from(content, 'base64')
}

async function readContent(client: GithubClient, repository: string, sha: string, path: string) {
  const { octokit, repo } = await client.on(repository)
  try {
    return await client.ask(`read ${path} in ${repository}`, contentAnswer, (signal) =>
      octokit.rest.repos.getContent({ ...repo, path, ref: sha, request: { signal } }),
    )
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code !== '404') throw error
    await client.ask(`find ${sha.slice(0, 7)} in ${repository}`, commitAnswer, (signal) =>
      octokit.rest.repos.getCommit({ ...repo, ref: sha, request: { signal } }),
    )
    return null
  }
}

function tooLarge(repository: string, path: string, bytes: number): UpstreamError {
  const size = (bytes / 1e6).toFixed(1)
  return new UpstreamError(
    `${path} in ${repository} has ${size} MB, and at most ${mostBytes / 1e6} MB are read. Make it smaller, or leave it out.`,
    { service: 'GitHub', isRetryable: false, code: 'too-large' },
  )
}

/** The paths, from the repository's top, of all files below a folder at a commit; none where there is no such folder. */
export async function listFiles(
  client: GithubClient,
  repository: string,
  sha: string,
  folder: string,
): Promise<string[]> {
  const start = folder.replace(/^\.?\/+|\/+$/g, '')
  const tree = await readTree(client, repository, sha)
  const paths = [...tree].flatMap(([path, { type }]) => (type === 'blob' ? path : []))
  return start === '' || start === '.' ? paths : paths.filter((path) => path.startsWith(`${start}/`))
}
