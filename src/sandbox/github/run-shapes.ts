import type { Context } from 'hono'
import { people } from './people.ts'
import { userShape } from './shapes.ts'
import type { Run } from './state.ts'
import { findWorkflow, jobsOf, pathOf, progressOf, type Workflow } from './workflows.ts'
import { type GithubWorld, pageUrl, repositoryUrl } from './world.ts'

export function workflowShape(c: Context, workflow: Workflow) {
  return {
    id: workflow.id,
    node_id: `W_${workflow.id}`,
    name: workflow.name,
    path: pathOf(workflow),
    state: 'active',
    url: `${repositoryUrl(c)}/actions/workflows/${workflow.id}`,
    html_url: pageUrl(c, `actions/workflows/${workflow.file}`),
  }
}

export function runShape(c: Context, world: GithubWorld, run: Run) {
  const workflow = findWorkflow(run.workflow)
  const progress = progressOf(world, run)
  const url = runUrl(c, run)
  return {
    id: run.id,
    node_id: `WFR_${run.id}`,
    name: workflow?.name ?? run.workflow,
    display_title: run.title,
    path: `.github/workflows/${run.workflow}`,
    workflow_id: workflow?.id ?? 0,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    head_branch: run.branch,
    head_sha: run.sha,
    status: progress.status,
    conclusion: progress.conclusion,
    created_at: run.createdAt,
    run_started_at: progress.startedAt ?? run.createdAt,
    updated_at: progress.completedAt ?? world.now().toISOString(),
    actor: userShape(c, people.tomas),
    url,
    html_url: runPage(c, run),
    jobs_url: `${url}/jobs`,
    cancel_url: `${url}/cancel`,
  }
}

export function jobShapes(c: Context, world: GithubWorld, run: Run) {
  return jobsOf(world, run).map((job, index) => ({
    id: run.id * 10 + index,
    run_id: run.id,
    run_url: runUrl(c, run),
    name: job.name,
    workflow_name: findWorkflow(run.workflow)?.name ?? null,
    head_sha: run.sha,
    head_branch: run.branch,
    status: job.status,
    conclusion: job.conclusion,
    created_at: run.createdAt,
    started_at: job.startedAt ?? run.createdAt,
    completed_at: job.completedAt,
    html_url: `${runPage(c, run)}/job/${run.id * 10 + index}`,
    url: `${repositoryUrl(c)}/actions/jobs/${run.id * 10 + index}`,
    steps: [],
  }))
}

export const runUrl = (c: Context, run: Run): string => `${repositoryUrl(c)}/actions/runs/${run.id}`

export const runPage = (c: Context, run: Run): string => pageUrl(c, `actions/runs/${run.id}`)
