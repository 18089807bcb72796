import { isRefusal, type Refusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { requestBreakGlass } from '../../src/workflows/gate/break-glass.ts'
import { breakGlassReply } from '../../views/gate/break-glass.ts'
import { refuse, reply } from '../words.ts'

type Asked = { service: string; environment: string; ref: string; reason: string }

/** Answers who asks for a release past the gate. */
export async function breakGlass(asked: Asked, invoker: Invoker, deps: Deps): Promise<Answer> {
  const id = await requestBreakGlass(deps, { ...asked, requestedBy: invoker.user }, invoker)
  return isRefusal(id) ? refuse(id) : reply(breakGlassReply({ id, ...asked }))
}

/** The reason is not optional here: everybody reads it. */
export const noReason = (service: string, environment: string): Refusal => ({
  refused: 'missing-words',
  command: '/deploy break-glass',
  missing: 'a service, an environment and the reason, which everybody will read',
  example: `/deploy break-glass ${service} ${environment} because checkout is down`,
})
