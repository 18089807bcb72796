import { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import { shortSha } from '../../domain/deployment/release.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { CodeHost, WorkflowRun } from '../../ports.ts'
import { commitAnswer, dispatchAnswer, runAnswer, runsAnswer } from './answers.ts'
import { type GithubClient, once } from './client.ts'

type Seen = Sighting<{ conclusion: 'success'; url: string }>
type Run = z.infer<typeof runAnswer>

/** Dispatches a workflow; its `run-name` must show the input `deployment`, by which the run is found again. */
export function runWorkflow(client: GithubClient): CodeHost['runWorkflow'] {
  return {
    perform: async (key, input) => (await reasonAgainst(client, input)) ?? dispatch(client, key, input),
    observe: async (key, input, remote) => {
      const run = remote === null ? await findRun(client, key, input) : await readRun(client, input, remote)
      return run ? sightingOf(input, run) : { seen: 'absent' }
    },
  }
}

/** A dispatched run takes whatever its branch points at by then; only an input can name another commit. */
async function reasonAgainst(
  client: GithubClient,
  input: WorkflowRun,
): Promise<{ seen: 'failed'; reason: string } | undefined> {
  if (Object.values(input.inputs).includes(input.sha)) return undefined
  const { octokit, repo } = await client.on(input.repository)
  const { sha } = await client.ask(`find ${input.ref} in ${input.repository}`, commitAnswer, (signal) =>
    octokit.rest.repos.getCommit({ ...repo, ref: input.ref, request: { signal } }),
  )
  if (sha === input.sha) return undefined
  const reason = `${input.ref} points at ${shortSha(sha)} now, and ${shortSha(input.sha)} was wanted. A workflow runs on the newest commit of its branch: deploy again, or give the workflow an input that takes the commit.`
  return { seen: 'failed', reason }
}

async function dispatch(
  client: GithubClient,
  key: string,
  input: WorkflowRun,
): Promise<Exclude<Seen, { seen: 'absent' }>> {
  const { octokit, repo } = await client.on(input.repository)
  try {
    const begun = await client.act(
      `start ${input.workflow} in ${input.repository}`,
      dispatchAnswer,
      (signal) =>
        octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
          ...repo,
          workflow_id: input.workflow,
          ref: input.ref,
          inputs: { ...input.inputs, deployment: key },
          return_run_details: true,
          ...once(signal),
        }),
    )
    // GitHub Enterprise answers without the run's id; then the run is looked up by its name.
    if (!begun) return { seen: 'pending', progress: 'asked to run' }
    return {
      seen: 'pending',
      remote: String(begun.workflow_run_id),
      progress: 'queued',
      link: begun.html_url,
    }
  } catch (error) {
    const reason = refusalOf(error, input)
    if (reason === undefined) throw error
    return { seen: 'failed', reason }
  }
}

/** Why GitHub won't start it, where trying again cannot help. */
function refusalOf(error: unknown, { workflow, repository }: WorkflowRun): string | undefined {
  if (!(error instanceof UpstreamError)) return undefined
  if (error.code === '404')
    return `${repository} has no workflow ${workflow}: it was deleted or renamed, or the token in GITHUB_TOKEN may not see it. Put it back, or name another in pilothouse.yml.`
  if (error.code !== '422') return undefined
  if (/disabled workflow/i.test(error.message))
    return `${workflow} is disabled in ${repository}. Enable it there, under Actions.`
  return /workflow_dispatch/.test(error.message)
    ? `${workflow} in ${repository} can't be started from outside: it has no trigger “workflow_dispatch” there. Add it.`
    : error.message
}

async function findRun(client: GithubClient, key: string, input: WorkflowRun): Promise<Run | undefined> {
  const { octokit, repo } = await client.on(input.repository)
  const what = `list the runs of ${input.workflow} in ${input.repository}`
  const { workflow_runs: runs } = await client.ask(what, runsAnswer, (signal) =>
    octokit.rest.actions.listWorkflowRuns({
      ...repo,
      workflow_id: input.workflow,
      event: 'workflow_dispatch',
      per_page: 100,
      request: { signal },
    }),
  )
  return runs.find((run) => names(run.display_title, key))
}

/** Whether the title has the key as a word of its own: `d-1` is in "d-1: deploy", and not in "Deploy d-12" or "d-1.2". */
export function names(title: string, key: string): boolean {
  const escaped = key.replace(/\W/g, '\\$&')
  return new RegExp(`(?<!\\w|\\w[:./-])${escaped}(?!\\w|[:./-]\\w)`).test(title)
}

async function readRun(client: GithubClient, input: WorkflowRun, id: string): Promise<Run> {
  const { octokit, repo } = await client.on(input.repository)
  return client.ask(`read a run of ${input.workflow}`, runAnswer, (signal) =>
    octokit.rest.actions.getWorkflowRun({ ...repo, run_id: Number(id), request: { signal } }),
  )
}

function sightingOf(input: WorkflowRun, run: Run): Seen {
  const at = { remote: String(run.id), link: run.html_url }
  if (run.status !== 'completed')
    return { ...at, seen: 'pending', progress: (run.status ?? 'queued').replace('_', ' ') }
  if (run.conclusion === 'success')
    return { ...at, seen: 'done', outcome: { conclusion: 'success', url: run.html_url } }
  return { ...at, seen: 'failed', reason: `${input.workflow} ended with “${run.conclusion ?? 'nothing'}”.` }
}

/** Asks a run to stop; false where it has already ended. */
export async function cancelRun(client: GithubClient, repository: string, runId: string): Promise<boolean> {
  const { octokit, repo } = await client.on(repository)
  try {
    await client.act(`cancel a run in ${repository}`, z.unknown(), (signal) =>
      octokit.rest.actions.cancelWorkflowRun({ ...repo, run_id: Number(runId), ...once(signal) }),
    )
    return true
  } catch (error) {
    if (error instanceof UpstreamError && error.code === '409') return false
    throw error
  }
}
