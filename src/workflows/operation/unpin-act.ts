import type { Operation } from '../../domain/operation.ts'
import type { Deps, FrontendHost, FrontendTarget, OutsideAct } from '../../ports.ts'
import { isConfigured, vercelTargetOf } from '../deployment/target.ts'

type Place = { service: string; environment: string }
type Unpinned = FrontendHost['unpin'] extends OutsideAct<FrontendTarget, infer Outcome> ? Outcome : never

export function pinnedPlace({ id, task, environment }: Operation): Place {
  if (task.kind === 'unpin') return { service: task.service, environment }
  throw new Error(`Operation ${id} un-pins nothing.`)
}

/** Lets builds go live by themselves again. The place is looked up each time: it may leave pilothouse.yml meanwhile. */
export function unpinAct({ config, frontendHost }: Deps): OutsideAct<Place, Unpinned> {
  const { perform, observe } = frontendHost.unpin
  return {
    perform: async (key, place) => await there(place, async (of) => await perform(key, of)),
    observe: async (key, place, remote) => await there(place, async (of) => await observe(key, of, remote)),
  }

  async function there<Seen>(place: Place, work: (of: FrontendTarget) => Promise<Seen>) {
    const of = isFrontend(place) ? vercelTargetOf(config, place).place : null
    if (of) return await work(of)
    const reason = `pilothouse.yml no longer says what ${place.service} on ${place.environment} is at Vercel.`
    return { seen: 'failed', reason } as const
  }

  function isFrontend(place: Place): boolean {
    const service = config.services.find(({ name }) => name === place.service)
    return service?.kind === 'vercel' && isConfigured(config, place)
  }
}
