import type { ActPart, Sighting } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Deps, OutsideAct, WorkflowRun } from '../../ports.ts'
import { targetOf } from '../deployment/target.ts'

type Ended = { conclusion: 'success'; url: string }
type Seen = Exclude<Sighting<Ended>, { seen: 'absent' }>

/**
 * Runs a workflow and tells of its jobs while it goes. Where the configuration asks for it, the run is given a signed
 * approval, which is made at the moment of sending and stored nowhere.
 */
export function runWorkflowAct(deps: Deps, deployment: Deployment): OutsideAct<WorkflowRun, Ended> {
  const { runWorkflow } = deps.codeHost
  return {
    perform: async (key, input) => {
      const inputs = { ...input.inputs, ...approvalInput(deps, deployment, { key, run: input }) }
      return await runWorkflow.perform(key, { ...input, inputs })
    },
    observe: async (key, input, remote) => {
      const seen = await runWorkflow.observe(key, input, remote)
      return seen.seen === 'absent' ? seen : await withJobs(deps, input, seen)
    },
  }
}

function approvalInput(
  deps: Deps,
  deployment: Deployment,
  { key, run }: { key: string; run: WorkflowRun },
): { approval?: string } {
  const { service } = targetOf(deps.config, deployment)
  if (service.kind !== 'github-actions' || !service.signApproval) return {}
  if (!deps.sign) throw new Error(`${service.name} wants signed approvals, and there is no key to sign with.`)
  const { id, environment, requestedBy } = deployment
  const claims = {
    iss: 'pilothouse',
    jti: key,
    installation: deps.installation,
    deployment: id,
    ...{ service: service.name, environment, requestedBy },
    ...{ repository: run.repository, workflow: run.workflow, sha: run.inputs.sha ?? run.sha },
    approvedBy: 'approvals' in deployment ? deployment.approvals.map(({ user }) => user) : [],
  }
  return { approval: deps.sign(claims, deps.now(), service.runTimeout) }
}

/** Jobs are for people to look at: where GitHub does not tell them, the run goes on without. */
async function withJobs(deps: Deps, { repository }: WorkflowRun, seen: Seen): Promise<Seen> {
  const parts = seen.remote === undefined ? [] : await jobsOf(deps, repository, seen.remote)
  if (parts.length === 0) return seen
  if (seen.seen === 'failed') return { ...seen, parts, reason: `${seen.reason}${failedJobs(parts)}` }
  return { ...seen, parts, progress: seen.seen === 'done' ? `${parts.length} jobs` : progressOf(parts) }
}

async function jobsOf(deps: Deps, repository: string, run: string): Promise<ActPart[]> {
  try {
    const jobs = await deps.codeHost.jobs(repository, run)
    return jobs.map(({ name, state, url }) => ({ name, state, link: url }))
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    deps.log.info({ err: error, run }, 'The jobs of a run could not be read')
    return []
  }
}

const progressOf = (parts: ActPart[]): string => {
  const ended = parts.filter(({ state }) => state !== 'queued' && state !== 'running')
  return `${ended.length} of ${parts.length} jobs done`
}

function failedJobs(parts: ActPart[]): string {
  const names = parts.filter(({ state }) => state === 'failed').map(({ name }) => name)
  return names.length > 0 ? ` Failed: ${names.join(', ')}.` : ''
}
