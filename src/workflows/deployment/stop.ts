import type { Deployment } from '../../domain/deployment.ts'
import { actNamed } from '../../domain/rollout.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { targetOf, vercelTargetOf } from './target.ts'

type Stopped = { stopped: boolean }

/** Stops the build or the workflow run that is under way. Stopping what has stopped is done. */
export function stopAct(deps: Deps, deployment: Deployment): OutsideAct<object, Stopped> {
  const stop = async () => {
    const run = actNamed(deployment, 'run-workflow')
    const build = actNamed(deployment, 'build')
    if (run?.remote)
      return outcome(
        await deps.codeHost.cancelRun(targetOf(deps.config, deployment).service.repository, run.remote),
      )
    if (build?.remote)
      return outcome(
        await deps.frontendHost.cancelBuild(vercelTargetOf(deps.config, deployment).place, build.remote),
      )
    return outcome(true)
  }
  return { perform: stop, observe: stop }
}

function outcome(stopped: boolean): { seen: 'done'; outcome: Stopped } | { seen: 'failed'; reason: string } {
  return stopped
    ? { seen: 'done', outcome: { stopped } }
    : { seen: 'failed', reason: 'It had ended before it could be stopped.' }
}
