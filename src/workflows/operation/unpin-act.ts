import type { Operation } from '../../domain/operation/operation.ts'
import type { Deps, FrontendHost, FrontendTarget, OutsideAct } from '../../ports.ts'
import { isConfigured, vercelTargetOf } from '../deployment/target.ts'

type Place = { service: string; environment: string }
type Unpinned = FrontendHost['unpin'] extends OutsideAct<FrontendTarget, infer Outcome> ? Outcome : never

export function pinnedPlace({ id, task, environment }: Operation): Place {
  if (task.kind === 'unpin') return { service: task.service, environment }
  throw new Error(`Operation ${id} un-pins nothing.`)
}

/** Lets builds go live by themselves again. */
export function unpinAct(deps: Deps): OutsideAct<Place, Unpinned> {
  const { perform, observe } = deps.frontendHost.unpin
  return {
    perform: async (key, place) => await atFrontend(deps, place, async (of) => await perform(key, of)),
    observe: async (key, place, remote) =>
      await atFrontend(deps, place, async (of) => await observe(key, of, remote)),
  }
}

/** Somebody may have taken the service out of the configuration since. */
async function atFrontend<Seen>(
  { config }: Deps,
  place: Place,
  work: (of: FrontendTarget) => Promise<Seen>,
): Promise<Seen | { seen: 'failed'; reason: string }> {
  const service = config.services.find(({ name }) => name === place.service)
  if (service?.kind === 'vercel' && isConfigured(config, place))
    return await work(vercelTargetOf(config, place).place)
  return {
    seen: 'failed',
    reason: `pilothouse.yml no longer says what ${place.service} on ${place.environment} is at Vercel.`,
  }
}
