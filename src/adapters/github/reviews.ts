import type { z } from 'zod'
import type { Review } from '../../domain/gate/checklist.ts'
import { associatedPullAnswer, reviewAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'

type Pull = z.infer<typeof associatedPullAnswer>

const maxPulls = 5

/**
 * What reviewers said of the pull request that a commit came with: of those that were merged, else of those that are
 * open. Of several, one that was approved counts.
 */
export async function readReview(client: GithubClient, repository: string, sha: string): Promise<Review> {
  const { octokit, repo } = await client.on(repository)
  const what = `find the pull request of ${sha.slice(0, 7)} in ${repository}`
  const pulls = await client.ask(what, associatedPullAnswer.array(), (signal) =>
    octokit.rest.repos.listPullRequestsAssociatedWithCommit({
      ...repo,
      commit_sha: sha,
      per_page: 100,
      request: { signal },
    }),
  )
  const reviews = await Promise.all(
    relevant(pulls)
      .slice(0, maxPulls)
      .map((pull) => reviewOf(client, repository, pull)),
  )
  const approved = reviews.find(
    ({ approvedBy, objectedBy }) => approvedBy.length > 0 && objectedBy.length === 0,
  )
  return approved ?? reviews[0] ?? { pull: null, approvedBy: [], objectedBy: [] }
}

function relevant(pulls: Pull[]): Pull[] {
  const merged = pulls.filter(({ merged_at }) => merged_at)
  return merged.length > 0 ? merged : pulls.filter(({ state }) => state === 'open')
}

/**
 * In a public repository everybody may review. A member whose membership is private may be told as a contributor:
 * https://docs.github.com/en/graphql/reference/enums#commentauthorassociation
 */
const outsiders = new Set(['NONE', 'FIRST_TIMER', 'FIRST_TIME_CONTRIBUTOR', 'MANNEQUIN'])

const isFromInside = ({ author_association: is }: z.infer<typeof reviewAnswer>): boolean =>
  !outsiders.has(is ?? '')

async function reviewOf(client: GithubClient, repository: string, { number }: Pull): Promise<Review> {
  const { octokit, repo } = await client.on(repository)
  const said = await client.ask(
    `read the reviews of pull request ${number} in ${repository}`,
    reviewAnswer.array(),
    async (signal) => ({
      data: await octokit.paginate(octokit.rest.pulls.listReviews, {
        ...repo,
        pull_number: number,
        per_page: 100,
        request: { signal },
      }),
    }),
  )
  const newest = new Map<string, string>()
  // Oldest first; a comment takes nothing back, and a dismissal does.
  for (const { user, state } of said.filter(isFromInside))
    if (decisive.has(state)) newest.set(user?.login ?? 'somebody', state)
  const who = (state: string) => [...newest].flatMap(([login, last]) => (last === state ? [login] : []))
  return { pull: number, approvedBy: who('APPROVED'), objectedBy: who('CHANGES_REQUESTED') }
}

const decisive = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'])
