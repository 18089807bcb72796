import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { Finding } from '../../domain/status/finding.ts'
import type { GithubClient } from './client.ts'

const repositoryAnswer = z.object({ permissions: z.object({ push: z.boolean() }).optional() })

/** What Pilothouse reads there, by the name of GitHub's permission. */
const reads = {
  Contents: 'GET /repos/{owner}/{repo}/branches',
  Actions: 'GET /repos/{owner}/{repo}/actions/runs',
  Deployments: 'GET /repos/{owner}/{repo}/deployments',
  Issues: 'GET /repos/{owner}/{repo}/issues',
  'Pull requests': 'GET /repos/{owner}/{repo}/pulls',
} as const

/** Looks whether the token may see a repository and what Pilothouse reads in it. Never throws. */
export async function examineRepository(client: GithubClient, repository: string): Promise<Finding[]> {
  const what = `Repository ${repository}`
  try {
    const { octokit, repo } = await client.on(repository)
    const { permissions } = await client.ask(`open ${repository}`, repositoryAnswer, (signal) =>
      octokit.rest.repos.get({ ...repo, request: { signal } }),
    )
    const refused = await Promise.all(
      Object.entries(reads).map(async ([permission, route]) => {
        const asked = client.ask(`read ${permission} of ${repository}`, z.unknown(), (signal) =>
          octokit.request(route, { ...repo, per_page: 1, request: { signal } }),
        )
        return await asked.then(
          () => [],
          (error: unknown) => [refusal(`${what}: ${permission}`, permission, error)],
        )
      }),
    )
    return [...refused.flat(), writing(what, permissions?.push, refused.flat().length)]
  } catch (error) {
    return [refusal(what, 'Metadata', error)]
  }
}

function writing(what: string, mayPush: boolean | undefined, refused: number): Finding {
  if (mayPush === false)
    return {
      ...{ what, is: 'trouble' },
      why: 'The token may only read it.',
      fix: 'Give the token write access: Contents, Actions, Deployments, Issues, Pull requests and Commit statuses.',
    }
  if (mayPush === undefined)
    return { what, is: 'ok', why: 'it can be read; GitHub does not say whether it may be written to' }
  return { what, is: 'ok', why: refused > 0 ? 'the rest can be read and written' : 'can be read and written' }
}

function refusal(what: string, permission: string, error: unknown): Finding {
  if (!(error instanceof UpstreamError))
    return { what, is: 'unknown', why: 'The look itself failed.', fix: 'See the log.' }
  const { isRetryable, message, code } = error
  const isMissing = code === '403' || code === '404'
  const fix = isMissing ? `Give the token the permission “${permission}: read and write”.` : null
  return { what, is: isRetryable ? 'unknown' : 'trouble', why: message, fix }
}
