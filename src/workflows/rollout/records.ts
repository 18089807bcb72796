import type { Deployment } from '../../domain/deployment/deployment.ts'
import { failedStep, isStopping } from '../../domain/deployment/rollout-state.ts'
import type { DeploymentRecord, DeploymentStatusRecord, Deps, OutsideAct } from '../../ports.ts'
import { targetOf } from '../deployment/target.ts'

type StatusInput = DeploymentRecord & { recordId: number | null }
type StatusOutcome = { id: number } | { skipped: string }

/** What GitHub's deployment record says about this deployment. */
export function recordInput(deps: Deps, deployment: Deployment): DeploymentRecord {
  if (!('plan' in deployment) || !deployment.plan)
    throw new Error(`Deployment ${deployment.id} has no plan to record.`)
  const { service } = targetOf(deps.config, deployment)
  return {
    repository: service.repository,
    sha: deployment.plan.sha,
    environment: deployment.environment,
    service: deployment.service,
    description: `Pilothouse deployment ${deployment.id} of ${deployment.service}`,
  }
}

/** Tells GitHub that the roll-out has begun. */
export function markStartedAct(deps: Deps): OutsideAct<StatusInput, StatusOutcome> {
  return statusAct(deps, () => ({ state: 'in_progress', description: 'Rolling out' }))
}

/** Tells GitHub how the deployment ended. */
export function concludeAct(deps: Deps, deployment: Deployment): OutsideAct<StatusInput, StatusOutcome> {
  return statusAct(deps, () => {
    if (deployment.state === 'watching' && deployment.acceptedBy !== null)
      return { state: 'success', description: 'Kept by a person' }
    if ('trouble' in deployment)
      return { state: 'failure', description: deployment.trouble.why.slice(0, 140) }
    const failed = failedStep(deployment)
    if (failed) return { state: 'failure', description: failed.why.slice(0, 140) }
    if (deployment.state === 'rolling-out' && isStopping(deployment))
      return { state: 'inactive', description: 'Cancelled before release' }
    return { state: 'success', description: 'Verified' }
  })
}

function statusAct(
  deps: Deps,
  describe: () => Pick<DeploymentStatusRecord, 'state' | 'description'>,
): OutsideAct<StatusInput, StatusOutcome> {
  const toStatus = ({ repository, recordId }: StatusInput): DeploymentStatusRecord | null =>
    recordId === null ? null : { repository, deploymentId: recordId, ...describe() }
  const skipped = {
    seen: 'done',
    outcome: { skipped: 'GitHub has no record of this deployment' },
    progress: 'left out: GitHub has no record of it',
  } as const
  return {
    perform: async (key, input) => {
      const status = toStatus(input)
      return status ? await deps.codeHost.recordStatus.perform(key, status) : skipped
    },
    observe: async (key, input, remote) => {
      const status = toStatus(input)
      return status ? await deps.codeHost.recordStatus.observe(key, status, remote) : skipped
    },
  }
}
