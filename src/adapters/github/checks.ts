import type { z } from 'zod'
import type { Check } from '../../domain/deployment/release.ts'
import { UpstreamError } from '../../domain/errors.ts'
import { checkRunAnswer, combinedStatusAnswer, runsAnswer, type statusAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'
import { readJobs } from './jobs.ts'

/** Check runs and commit statuses of a commit, by name; of two with one name the worse counts. */
export async function readChecks(client: GithubClient, repository: string, sha: string): Promise<Check[]> {
  const { octokit, repo } = await client.on(repository)
  const what = `read the checks of ${sha.slice(0, 7)} in ${repository}`
  const [runs, { statuses }] = await Promise.all([
    readCheckRuns(client, repository, sha),
    client.ask(what, combinedStatusAnswer, (signal) =>
      octokit.rest.repos.getCombinedStatusForRef({ ...repo, ref: sha, per_page: 100, request: { signal } }),
    ),
  ])
  const all = [...runs, ...statuses.map(fromStatus)]
  const byName = new Map<string, Check>()
  for (const check of all) byName.set(check.name, worse(byName.get(check.name), check))
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name))
}

/**
 * GitHub shows check runs to Apps and to classic tokens. A fine-grained token has no permission for them, so what
 * Actions did on the commit stands in; checks of other Apps it can't see. https://github.com/cli/cli/issues/12597
 */
async function readCheckRuns(client: GithubClient, repository: string, sha: string): Promise<Check[]> {
  const { octokit, repo } = await client.on(repository)
  const what = `read the checks of ${sha.slice(0, 7)} in ${repository}`
  try {
    const runs = await client.ask(what, checkRunAnswer.array(), async (signal) => ({
      data: await octokit.paginate(octokit.rest.checks.listForRef, {
        ...{ ...repo, ref: sha, per_page: 100 },
        request: { signal },
      }),
    }))
    return runs.map(fromRun)
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code !== '403') throw error
    return await readWorkflowChecks(client, repository, sha)
  }
}

/** The jobs of the newest run of each workflow on a commit, which is what GitHub makes check runs of. */
async function readWorkflowChecks(client: GithubClient, repository: string, sha: string): Promise<Check[]> {
  const { octokit, repo } = await client.on(repository)
  const what = `list the workflow runs of ${sha.slice(0, 7)} in ${repository}`
  const { workflow_runs: runs } = await client.ask(what, runsAnswer, (signal) =>
    octokit.rest.actions.listWorkflowRunsForRepo({
      ...repo,
      head_sha: sha,
      per_page: 100,
      request: { signal },
    }),
  )
  const newest = new Map<number, number>()
  for (const run of runs) newest.set(run.workflow_id, Math.max(run.id, newest.get(run.workflow_id) ?? 0))
  const jobs = await Promise.all([...newest.values()].map((id) => readJobs(client, repository, String(id))))
  return jobs.flat().map(fromRun)
}

const passing = new Set(['success', 'neutral', 'skipped'])

type Run = Pick<z.infer<typeof checkRunAnswer>, 'name' | 'status' | 'conclusion' | 'html_url'>

function fromRun(run: Run): Check {
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

const weight = { missing: -1, passed: 0, pending: 1, failed: 2 } satisfies Record<Check['state'], number>

function worse(one: Check | undefined, other: Check): Check {
  return one && weight[one.state] >= weight[other.state] ? one : other
}
