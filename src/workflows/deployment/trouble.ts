import type { Deployment, Trouble } from '../../domain/deployment/deployment.ts'
import type { Actor } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { move } from './move.ts'

/** Everything is live; what is left is to look. */
export async function beginWatch(deps: Deps, trx: Trx, deployment: Deployment): Promise<void> {
  await move(deps, trx, deployment, { from: 'rolling-out', to: 'watching', set: {} })
}

/** The card asks a person what to do with a release that is live. */
export async function pause(deps: Deps, trx: Trx, deployment: Deployment, trouble: Trouble): Promise<void> {
  const set = { detail: JSON.stringify({ trouble }) }
  await move(deps, trx, deployment, { from: liveState(deployment), to: 'paused', set, detail: trouble })
}

/** Takes a live release back. */
export async function beginUndo(
  deps: Deps,
  trx: Trx,
  deployment: Deployment,
  { trouble, by, requestId = null }: { trouble: Trouble; by: Actor; requestId?: string | null },
): Promise<void> {
  const from = deployment.state === 'paused' ? 'paused' : liveState(deployment)
  const set = { detail: JSON.stringify({ trouble, by }) }
  const how = { set, detail: trouble, actor: by, requestId }
  await move(deps, trx, deployment, { from, to: 'rolling-back', ...how })
  await deps.jobs.wake(trx, 'advance-deployment', String(deployment.id))
}

function liveState({ id, state }: Deployment): 'rolling-out' | 'watching' {
  if (state === 'rolling-out' || state === 'watching') return state
  throw new Error(`Deployment ${id} is ${state}, so there is nothing live to decide about.`)
}
