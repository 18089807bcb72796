import type { Run } from './state.ts'
import type { GithubWorld, RunTimings } from './world.ts'

export type Workflow = {
  id: number
  name: string
  file: string
  /** The inputs that `workflow_dispatch` declares; undefined where the workflow cannot be dispatched. */
  inputs?: string[]
  jobs: string[]
  /** What `run-name` makes of the inputs. */
  title(inputs: Record<string, string>): string
}

export const workflows: Workflow[] = [
  { id: 9101, name: 'CI', file: 'ci.yml', jobs: ['lint', 'test', 'build'], title: () => 'CI' },
  {
    id: 9102,
    name: 'Deploy worker',
    file: 'deploy-worker.yml',
    inputs: ['environment', 'sha', 'deployment', 'reason', 'approval'],
    jobs: ['build', 'deploy'],
    title: (inputs) => ['Deploy worker to', inputs.environment, inputs.deployment ?? ''].join(' ').trim(),
  },
]

export function findWorkflow(fileOrId: string): Workflow | undefined {
  return workflows.find((workflow) => workflow.file === fileOrId || String(workflow.id) === fileOrId)
}

export const pathOf = (workflow: Workflow): string => `.github/workflows/${workflow.file}`

export type Step = {
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | null
  startedAt: string | null
  completedAt: string | null
}

const waiting: Step = { status: 'queued', conclusion: null, startedAt: null, completedAt: null }

/** Where each job of a run stands at this time: they follow one another, and a failing run fails in its last job. */
export function jobsOf(world: GithubWorld, run: Run): (Step & { name: string })[] {
  const names = findWorkflow(run.workflow)?.jobs ?? []
  return names.map((name, index) => ({ name, ...jobAt(world, run, index, names.length) }))
}

function jobAt(world: GithubWorld, run: Run, index: number, count: number): Step {
  const begins = Date.parse(run.createdAt) + world.timings.queuedMs + index * world.timings.jobMs
  const ends = begins + world.timings.jobMs
  const stopped = run.cancelledAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(run.cancelledAt)
  const at = Math.min(world.now().getTime(), stopped)
  const startedAt = at < begins ? null : new Date(begins).toISOString()
  if (at >= ends) {
    const conclusion = run.fails && index === count - 1 ? 'failure' : 'success'
    return { status: 'completed', conclusion, startedAt, completedAt: new Date(ends).toISOString() }
  }
  if (run.cancelledAt !== undefined) {
    return { status: 'completed', conclusion: 'cancelled', startedAt, completedAt: run.cancelledAt }
  }
  return startedAt === null
    ? waiting
    : { status: 'in_progress', conclusion: null, startedAt, completedAt: null }
}

/** The run as a whole, read off its jobs. */
export function progressOf(world: GithubWorld, run: Run): Step {
  const jobs = jobsOf(world, run)
  const startedAt = jobs[0]?.startedAt ?? null
  const last = jobs.at(-1)
  if (jobs.every((job) => job.status === 'completed')) {
    const bad = jobs.find((job) => job.conclusion !== 'success')
    return {
      status: 'completed',
      conclusion: bad?.conclusion ?? 'success',
      startedAt,
      completedAt: last?.completedAt ?? null,
    }
  }
  return { ...waiting, startedAt, status: startedAt === null ? 'queued' : 'in_progress' }
}

export const defaultTimings: RunTimings = { queuedMs: 500, jobMs: 1000 }
