import type { CheckPolicy, Look } from '../../domain/check/check.ts'
import type { Deps } from '../../ports.ts'
import { upIn } from './answer.ts'
import { unlessBlind } from './blind.ts'

type Policy = Extract<CheckPolicy, { kind: 'vercel' }>

/** What Vercel says is live must be there, and the address that people open must answer. */
export async function lookAtVercel(deps: Deps, policy: Policy): Promise<Look> {
  const service = deps.config.services.find(({ name }) => name === policy.service)
  const place = service?.kind === 'vercel' ? service.environments[policy.environment ?? ''] : undefined
  if (service?.kind !== 'vercel' || !place) return { is: 'unknown', why: 'its service is not on Vercel' }
  const { project, team } = service
  const { url, target } = place
  const { within: timeoutMs, allowPrivate } = policy
  const [answer, live] = await Promise.all([
    deps.safeProbe({ url, timeoutMs, follow: 5, allowPrivate }),
    liveOn(deps, { project, team, target }),
  ])
  const { status, latencyMs } = answer
  if (status >= 400) return { is: 'down', latencyMs, why: `its address answered ${status}` }
  return live.is === 'up' ? upIn(latencyMs, policy) : live
}

async function liveOn(
  { frontendHost }: Deps,
  target: Parameters<Deps['frontendHost']['live']>[0],
): Promise<Look> {
  return await unlessBlind(async () =>
    (await frontendHost.live(target))
      ? { is: 'up', latencyMs: null }
      : { is: 'down', latencyMs: null, why: 'Vercel has nothing live there' },
  )
}
