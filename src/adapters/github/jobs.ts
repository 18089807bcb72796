import type { z } from 'zod'
import type { CodeHost } from '../../ports.ts'
import { jobsAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'

type Job = z.infer<typeof jobsAnswer>['jobs'][number]
type Shown = Awaited<ReturnType<CodeHost['jobs']>>[number]

/** The jobs of a run in their order, of its newest attempt, at most 100. */
export async function jobsOf(client: GithubClient, repository: string, runId: string): Promise<Shown[]> {
  const jobs = await readJobs(client, repository, runId)
  return jobs.map((job) => ({ name: job.name, state: stateOf(job), url: job.html_url ?? job.run_url }))
}

export async function readJobs(client: GithubClient, repository: string, runId: string): Promise<Job[]> {
  const { octokit, repo } = await client.on(repository)
  const { jobs } = await client.ask(`list the jobs of run ${runId} in ${repository}`, jobsAnswer, (signal) =>
    octokit.rest.actions.listJobsForWorkflowRun({
      ...repo,
      run_id: Number(runId),
      per_page: 100,
      request: { signal },
    }),
  )
  return jobs
}

const ended: Record<string, Shown['state']> = { success: 'passed', neutral: 'passed', skipped: 'skipped' }

function stateOf({ status, conclusion }: Job): Shown['state'] {
  if (status === 'completed') return ended[conclusion ?? ''] ?? 'failed'
  return status === 'in_progress' ? 'running' : 'queued'
}
