import { UpstreamError } from '../../domain/errors.ts'
import type { CodeHost, StatusToSet } from '../../ports.ts'
import { statusAnswer } from './answers.ts'
import { type GithubClient, once } from './client.ts'

/** The newest status of a name counts, so setting the same twice changes nothing but the list. */
export function setStatus(client: GithubClient): CodeHost['setStatus'] {
  return {
    perform: async (_key, status) => {
      const { repository, sha, name: context, state, description } = status
      const { octokit, repo } = await client.on(repository)
      try {
        await client.act(`set the status of ${sha.slice(0, 7)} in ${repository}`, statusAnswer, (signal) =>
          octokit.rest.repos.createCommitStatus({
            ...repo,
            sha,
            context,
            state,
            description,
            ...once(signal),
          }),
        )
      } catch (error) {
        if (error instanceof UpstreamError && ['404', '422'].includes(error.code ?? ''))
          return { seen: 'failed', reason: error.message }
        throw error
      }
      return { seen: 'done', outcome: {} }
    },
    observe: async (_key, status) =>
      (await isSet(client, status)) ? { seen: 'done', outcome: {} } : { seen: 'absent' },
  }
}

async function isSet(client: GithubClient, status: StatusToSet): Promise<boolean> {
  const { repository, sha, name } = status
  const { octokit, repo } = await client.on(repository)
  const what = `read the statuses of ${sha.slice(0, 7)} in ${repository}`
  const all = await client.ask(what, statusAnswer.array(), (signal) =>
    octokit.rest.repos.listCommitStatusesForRef({ ...repo, ref: sha, per_page: 100, request: { signal } }),
  )
  const newest = all.find(({ context }) => context === name)
  return newest?.state === status.state && newest.description === status.description
}
