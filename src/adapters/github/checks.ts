import type { z } from 'zod'
import type { Check } from '../../domain/release.ts'
import { checkRunAnswer, combinedStatusAnswer, type statusAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'

/** Check runs and commit statuses of a commit, by name; of two with one name the worse counts. */
export async function readChecks(client: GithubClient, repository: string, sha: string): Promise<Check[]> {
  const { octokit, repo } = await client.on(repository)
  const what = `read the checks of ${sha.slice(0, 7)} in ${repository}`
  const at = { ...repo, ref: sha, per_page: 100 }
  const [runs, { statuses }] = await Promise.all([
    client.ask(what, checkRunAnswer.array(), async (signal) => ({
      data: await octokit.paginate(octokit.rest.checks.listForRef, { ...at, request: { signal } }),
    })),
    client.ask(what, combinedStatusAnswer, (signal) =>
      octokit.rest.repos.getCombinedStatusForRef({ ...at, request: { signal } }),
    ),
  ])
  const all = [...runs.map(fromRun), ...statuses.map(fromStatus)]
  const byName = new Map<string, Check>()
  for (const check of all) byName.set(check.name, worse(byName.get(check.name), check))
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name))
}

const passing = new Set(['success', 'neutral', 'skipped'])

function fromRun(run: z.infer<typeof checkRunAnswer>): Check {
  const ended = run.conclusion !== null && passing.has(run.conclusion) ? 'passed' : 'failed'
  return {
    name: run.name,
    state: run.status === 'completed' ? ended : 'pending',
    url: run.html_url ?? undefined,
  }
}

function fromStatus(status: z.infer<typeof statusAnswer>): Check {
  const states: Record<string, Check['state']> = { success: 'passed', pending: 'pending' }
  return {
    name: status.context,
    state: states[status.state] ?? 'failed',
    url: status.target_url ?? undefined,
  }
}

const weight = { passed: 0, pending: 1, failed: 2 } satisfies Record<Check['state'], number>

function worse(one: Check | undefined, other: Check): Check {
  return one && weight[one.state] >= weight[other.state] ? one : other
}
