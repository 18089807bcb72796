import type { Act, Sighting } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { ActName } from '../../domain/deployment/rollout-state.ts'
import { actNamed } from '../../domain/deployment/rollout-state.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { targetOf, vercelTargetOf } from '../deployment/target.ts'

type Stopped = { stopped: boolean }
type Stopping = Exclude<Sighting<Stopped>, { seen: 'absent' }>
type Observe = (name: ActName, act: Act) => Promise<Sighting<unknown>>

/** How long a build or run may stay invisible after it was asked for. */
const settleMs = 5000

/** Stops the build or the workflow run that is under way, also where the answer to asking for it was lost. */
export function stopAct(deps: Deps, deployment: Deployment, observe: Observe): OutsideAct<object, Stopped> {
  const stop = async (): Promise<Stopping> => {
    const name = actNamed(deployment, 'run-workflow') ? 'run-workflow' : 'build'
    const act = actNamed(deployment, name)
    if (!act) return stopped
    const remote = act.remote ?? remoteOf(await observe(name, act))
    if (remote !== null) return (await stopRemote(deps, deployment, name, remote)) ? stopped : ended
    const isSettled = Math.abs(deps.now().getTime() - act.intendedAt.getTime()) >= settleMs
    return isSettled ? stopped : { seen: 'pending', progress: 'looking whether it had begun' }
  }
  return { perform: stop, observe: stop }
}

const stopped: Stopping = { seen: 'done', outcome: { stopped: true } }
const ended: Stopping = { seen: 'failed', reason: 'It had ended before it could be stopped.' }

const remoteOf = (sighting: Sighting<unknown>): string | null =>
  sighting.seen === 'absent' ? null : (sighting.remote ?? null)

async function stopRemote(
  deps: Deps,
  deployment: Deployment,
  name: 'run-workflow' | 'build',
  remote: string,
): Promise<boolean> {
  return name === 'build'
    ? await deps.frontendHost.cancelBuild(vercelTargetOf(deps.config, deployment).place, remote)
    : await deps.codeHost.cancelRun(targetOf(deps.config, deployment).service.repository, remote)
}
