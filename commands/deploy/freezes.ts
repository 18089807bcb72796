import { spanAround } from '../../src/domain/gate/freeze.ts'
import type { Answer, Deps } from '../../src/ports.ts'
import { freezesReply } from '../../views/gate/freezes-reply.ts'
import type { FreezeNow } from '../../views/overview.ts'
import { reply } from '../words.ts'

/** The freezes that are on now. */
export function freezesNow({ config, now }: Deps): FreezeNow[] {
  const at = now()
  return config.freezes.flatMap((policy) => {
    const span = spanAround(policy, at)
    if (!span || span.from > at) return []
    const { name, services, environments } = policy
    return environments.map((environment) => ({ environment, services, name, until: span.to }))
  })
}

/** Which freezes are on or to come, environment by environment. */
export function listFreezes({ config, now }: Deps): Answer {
  const at = now()
  const all = config.environments.map(({ name }) => ({
    environment: name,
    freezes: config.freezes
      .filter(({ environments }) => environments.includes(name))
      .flatMap((policy) => {
        const span = spanAround(policy, at)
        return span ? [{ policy, span }] : []
      })
      .sort((a, b) => a.span.from.getTime() - b.span.from.getTime()),
  }))
  return reply(freezesReply(all, at))
}
