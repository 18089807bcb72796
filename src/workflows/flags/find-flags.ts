import type { Deployment } from '../../domain/deployment/deployment.ts'
import { hasOwnTimes, type SuspectFlags, suspectsAmong } from '../../domain/operation/flag.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { listFlags } from './list-flags.ts'

/** Looks which flags changed since the release before this one went live. */
export function findFlagsAct(deps: Deps, deployment: Deployment): OutsideAct<object, SuspectFlags> {
  const look = async () =>
    ({
      seen: 'done',
      outcome: await suspectFlags(deps, deployment.environment, liveBefore(deployment)),
    }) as const
  return { perform: look, observe: look }
}

/** The flags of an environment that changed since. Throws `UpstreamError`. */
export async function suspectFlags(deps: Deps, environment: string, since: Date): Promise<SuspectFlags> {
  const place = deps.config.flags[environment]
  const flags = place ? await listFlags(deps, environment) : []
  if (!place || isRefusal(flags)) return { flags: [], unsureSince: null }
  return suspectsAmong(flags, hasOwnTimes(place), since)
}

function liveBefore(deployment: Deployment): Date {
  const live = 'plan' in deployment ? deployment.plan?.facts.live : null
  const since = new Date(live?.since ?? deployment.requestedAt)
  return Number.isNaN(since.getTime()) ? deployment.requestedAt : since
}
