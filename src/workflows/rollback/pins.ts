import type { Deployment } from '../../domain/deployment/deployment.ts'
import { actNamed } from '../../domain/deployment/rollout-state.ts'
import { mayOperate } from '../../domain/operation/authority.ts'
import type { AskedOperation } from '../../domain/operation/operation.ts'
import { pinOf } from '../../domain/operation/operation.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { isPassed, lastRestored } from '../../store/deployment/pins.ts'
import { approversOf } from '../approvers.ts'
import { targetOf, vercelTargetOf } from '../deployment/target.ts'
import { requestOperation } from '../operation/request.ts'

type Place = { service: string; environment: string }

/** Asks for builds to go live by themselves again; returns the operation. Throws `UpstreamError`. */
export async function requestUnpin(
  deps: Deps,
  place: Place,
  invoker: Invoker,
): Promise<AskedOperation | Refusal> {
  const { service, environment } = place
  const refusal = mayOperate(invoker.user, environment, await approversOf(deps, environment))
  if (refusal) return refusal
  if (!(await isPinnedThere(deps, place))) return { refused: 'not-pinned', ...place }
  const task = { kind: 'unpin', service } as const
  const deployment = await lastRestored(deps.db, place)
  return await requestOperation(deps, { environment, service, task, reason: null, deployment }, invoker)
}

/** True where a rollback keeps Vercel's own builds from going live; false for what is not Vercel's. */
export async function isPinnedThere(deps: Deps, place: Place): Promise<boolean> {
  if (targetOf(deps.config, place).service.kind !== 'vercel') return false
  return await deps.frontendHost.isPinned(vercelTargetOf(deps.config, place).place)
}

/** Whether its card says so: what this deployment restored is pinned until something goes live there, or is un-pinned. */
export async function showsPin(deps: Deps, deployment: Deployment): Promise<boolean> {
  const restored = actNamed(deployment, 'restore-frontend')
  if (restored?.state !== 'done' || !isOfProduction(deps, deployment)) return false
  const { service, environment } = deployment
  const thing = pinOf(service)
  return !(await isPassed(deps.db, { service, environment, thing, since: restored.finishedAt }))
}

function isOfProduction({ config }: Deps, { service: name, environment }: Place): boolean {
  const service = config.services.find((one) => one.name === name)
  return service?.kind === 'vercel' && service.environments[environment]?.target === 'production'
}
