import { revertibleRange } from '../../domain/deployment/revert.ts'
import type { AskedOperation } from '../../domain/operation/operation.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadDeployment } from '../../store/deployment/deployments.ts'
import { latestDone } from '../../store/operation/operations.ts'
import { isConfigured, targetOf } from '../deployment/target.ts'
import { requestOperation } from './request.ts'

/**
 * Asks for a pull request that takes a deployment's commits back; returns the operation. Anybody may: it
 * changes nothing before somebody merges it. Throws `UpstreamError`.
 */
export async function requestRevert(
  deps: Deps,
  { id, reason }: { id: number; reason: string | null },
  invoker: Invoker,
): Promise<AskedOperation | Refusal> {
  const deployment = await loadDeployment(deps.db, id)
  if (!deployment) return { refused: 'no-such-deployment', id: String(id) }
  const range = revertibleRange(deployment)
  if ('because' in range) return { refused: 'nothing-to-revert', because: range.because }
  if (!isConfigured(deps.config, deployment))
    return { refused: 'nothing-to-revert', because: `${deployment.service} is no longer in pilothouse.yml.` }
  const { environment, service } = deployment
  const earlier = (await latestDone(deps.db, environment, [`revert:${id}`])).get(`revert:${id}`)
  if (earlier) return { refused: 'reverted-already', id, operation: earlier.id }
  const target = targetOf(deps.config, deployment)
  const { repository } = target.service
  const isBranch = (await deps.codeHost.resolve(repository, `heads/${deployment.ref}`)) !== null
  const branch = isBranch ? deployment.ref : target.environment.ref
  const task = { kind: 'revert', of: id, service, repository, branch, ...range } as const
  return await requestOperation(deps, { environment, service, task, reason, deployment: id }, invoker)
}
