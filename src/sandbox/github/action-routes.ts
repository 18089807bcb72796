import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { body, notFound, page, refuse } from './answers.ts'
import { commitAt, filesOf, shaNamed } from './graph.ts'
import { jobShapes, runPage, runShape, runUrl, workflowShape } from './run-shapes.ts'
import type { Run } from './state.ts'
import { findWorkflow, pathOf, progressOf, type Workflow, workflows } from './workflows.ts'
import type { GithubWorld } from './world.ts'

const dispatchBody = z.object({
  ref: z.string().min(1),
  inputs: z.record(z.string(), z.coerce.string()).default({}),
  return_run_details: z.boolean().default(false),
})

/** Workflows, their dispatch, and the runs that come of it. */
export function actionRoutes(world: GithubWorld): Hono {
  const findNow = (c: Context) => {
    const workflow = findWorkflow(c.req.param('file') ?? '')
    return workflow && isAt(world, world.state.branches.main, workflow) ? workflow : undefined
  }
  const known = (c: Context) => world.state.runs.find((run) => String(run.id) === c.req.param('id'))
  return new Hono()
    .get('/actions/workflows', (c) => {
      const now = workflows.filter((workflow) => isAt(world, world.state.branches.main, workflow))
      const all = now.map((workflow) => workflowShape(c, workflow))
      return c.json({ total_count: all.length, workflows: page(c, all) })
    })
    .get('/actions/workflows/:file', (c) => {
      const workflow = findNow(c)
      return workflow ? c.json(workflowShape(c, workflow)) : notFound(c)
    })
    .post('/actions/workflows/:file/dispatches', async (c) => {
      const workflow = findNow(c)
      return workflow ? dispatch(c, world, workflow, await body(c)) : notFound(c)
    })
    .get('/actions/workflows/:file/runs', (c) => {
      const workflow = findNow(c)
      return workflow ? listRuns(c, world, (run) => run.workflow === workflow.file) : notFound(c)
    })
    .get('/actions/runs', (c) => listRuns(c, world, () => true))
    .get('/actions/runs/:id', (c) => {
      const run = known(c)
      return run ? c.json(runShape(c, world, run)) : notFound(c)
    })
    .get('/actions/runs/:id/jobs', (c) => {
      const run = known(c)
      if (!run) return notFound(c)
      const jobs = jobShapes(c, world, run)
      return c.json({ total_count: jobs.length, jobs: page(c, jobs) })
    })
    .post('/actions/runs/:id/cancel', (c) => cancel(c, world, known(c)))
}

/** A workflow is there as long as its file is. */
function isAt({ state }: GithubWorld, sha: string | undefined, workflow: Workflow): boolean {
  const commit = commitAt(state, sha ?? '')
  return commit !== undefined && filesOf(state, commit).has(pathOf(workflow))
}

function dispatch(c: Context, world: GithubWorld, workflow: Workflow, sent: unknown): Response {
  const wanted = dispatchBody.safeParse(sent)
  if (!wanted.success) return refuse(c, 422, 'Invalid request.\n\n"ref" wasn\'t supplied.')
  const { ref, inputs } = wanted.data
  const branch = ref.replace(/^refs\/(heads|tags)\//, '')
  const sha = shaNamed(world.state, branch)
  if (sha === undefined) return refuse(c, 422, `No ref found for: ${ref}`)
  if (!workflow.inputs || !isAt(world, sha, workflow))
    return refuse(c, 422, "Workflow does not have 'workflow_dispatch' trigger")
  const unexpected = Object.keys(inputs).filter((name) => !workflow.inputs?.includes(name))
  if (unexpected.length > 0)
    return refuse(c, 422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`)
  const run = begin(world, workflow, { branch, sha, inputs })
  world.done('workflow-dispatch', inputs.deployment, { id: run.id, workflow: workflow.file, ref, inputs })
  if (!wanted.data.return_run_details) return c.body(null, 204)
  return c.json({ workflow_run_id: run.id, run_url: runUrl(c, run), html_url: runPage(c, run) })
}

function begin(world: GithubWorld, workflow: Workflow, of: Pick<Run, 'branch' | 'sha' | 'inputs'>): Run {
  const earlier = world.state.runs.filter((run) => run.workflow === workflow.file)
  const run: Run = {
    ...of,
    id: world.state.nextId++,
    number: earlier.length + 1,
    workflow: workflow.file,
    title: workflow.title(of.inputs),
    event: 'workflow_dispatch',
    createdAt: world.now().toISOString(),
    fails: world.faults().buildFails,
  }
  world.state.runs.push(run)
  return run
}

function listRuns(c: Context, world: GithubWorld, isWanted: (run: Run) => boolean): Response {
  const { branch, event, head_sha: sha, status, created } = c.req.query()
  const found = world.state.runs
    .filter((run) => isWanted(run) && isWithin(run.createdAt, created))
    .filter((run) => (!branch || run.branch === branch) && (!event || run.event === event))
    .filter((run) => !sha || run.sha === sha)
    .map((run) => runShape(c, world, run))
    .filter((run) => !status || run.status === status || run.conclusion === status)
    .reverse()
  return c.json({ total_count: found.length, workflow_runs: page(c, found) })
}

/** GitHub's date search: `>=2026-11-20T10:00:00Z`, `<…`, `from..to`, or nothing; whole seconds, as there. */
function isWithin(at: string, search: string | undefined): boolean {
  if (!search) return true
  const second = (text: string) => Math.floor(Date.parse(text) / 1000)
  const [, from = '', to = ''] = /^(.+)\.\.(.+)$/.exec(search) ?? []
  if (from) return second(at) >= second(from) && second(at) <= second(to)
  const [, sign = '', time = search] = /^(>=|<=|>|<)(.+)$/.exec(search) ?? []
  const difference = second(at) - second(time)
  if (sign === '>=') return difference >= 0
  if (sign === '<=') return difference <= 0
  if (sign === '>') return difference > 0
  return sign === '<' ? difference < 0 : difference === 0
}

function cancel(c: Context, world: GithubWorld, run: Run | undefined): Response {
  if (!run) return notFound(c)
  if (progressOf(world, run).status === 'completed') {
    return refuse(c, 409, 'Cannot cancel a workflow run that is completed.')
  }
  run.cancelledAt = world.now().toISOString()
  world.done('workflow-cancel', run.inputs.deployment, { id: run.id })
  return c.json({}, 202)
}
