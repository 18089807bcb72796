import type { Deployment, DeploymentState } from '../../domain/deployment/deployment.ts'
import type { Wait } from '../../domain/gate/wait.ts'
import type { Deps } from '../../ports.ts'
import { listDeployments } from '../../store/deployment/deployments.ts'
import { shownWaits } from './waits.ts'

/** `position` counts those that only wait for their turn, from 1; null for what is under way or not approved yet. */
type InLine = { deployment: Deployment; waits: Wait[]; position: number | null }

/** What is under way, queued or not approved yet at one place, in the order in which it goes. */
export type PlaceQueue = { environment: string; service: string; line: InLine[] }

type Names = { service: string | null; environment: string | null }

const order = [
  ...['rolling-back', 'paused', 'watching', 'rolling-out'],
  ...['queued', 'awaiting-approval', 'planned'],
] as const satisfies readonly string[] as readonly DeploymentState[]

const limit = 200

/** Every place at which something is going on, of all or of those that are named. */
export async function listQueue(deps: Deps, names: Names): Promise<PlaceQueue[]> {
  const found = await listDeployments(deps.db, { ...names, states: order, limit })
  const places = Map.groupBy(found, (one) => `${one.environment} ${one.service}`)
  const queues = [...places.values()].map((all) => lineUp(deps, all))
  return (await Promise.all(queues)).sort((a, b) => placeIn(deps, a) - placeIn(deps, b))
}

async function lineUp(deps: Deps, all: readonly Deployment[]): Promise<PlaceQueue> {
  const sorted = all.toSorted((a, b) => compare(a, b, deps.now()))
  let position = 0
  const line: InLine[] = []
  for (const deployment of sorted) {
    if (deployment.state === 'queued') position += 1
    const waits = await shownWaits(deps, deployment)
    line.push({ deployment, waits, position: deployment.state === 'queued' ? position : null })
  }
  const [{ environment, service } = { environment: '', service: '' }] = all
  return { environment, service, line }
}

/** A rollback goes first, what waits for its time last; else who came first. */
function compare(a: Deployment, b: Deployment, now: Date): number {
  const keys = (one: Deployment) => [
    order.indexOf(one.state),
    one.startAt && one.startAt > now ? one.startAt.getTime() : 0,
    one.purpose === 'rollback' ? 0 : 1,
    one.id,
  ]
  const [left, right] = [keys(a), keys(b)]
  const index = left.findIndex((key, at) => key !== right[at])
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0)
}

/** In the order of pilothouse.yml. */
function placeIn({ config }: Deps, { environment, service }: PlaceQueue): number {
  const rank = (all: readonly { name: string }[], wanted: string) =>
    (all.findIndex(({ name }) => name === wanted) + 1 || 999) - 1
  return rank(config.environments, environment) * 1000 + rank(config.services, service)
}
